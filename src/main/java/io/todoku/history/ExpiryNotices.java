package io.todoku.history;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.account.Attestations;
import io.todoku.account.Waivers;
import io.todoku.notify.Notice;
import io.todoku.notify.NoticeKind;
import io.todoku.notify.NoticeLine;
import io.todoku.notify.Outbox;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Sends one notice before a waiver or an attestation expires. */
@Component
class ExpiryNotices {

  /** How long before the end a notice is sent: enough time to renew it. */
  private static final Period NOTICE_PERIOD = Period.ofDays(7);

  private final Accounts accounts;
  private final Waivers waivers;
  private final Attestations attestations;
  private final Outbox outbox;
  private final Clock clock;

  ExpiryNotices(
      Accounts accounts, Waivers waivers, Attestations attestations, Outbox outbox, Clock clock) {
    this.accounts = accounts;
    this.waivers = waivers;
    this.attestations = attestations;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Queues the notices that are due; none for the sample's accounts. */
  @Transactional
  public void queueNotices() {
    accounts.all().stream()
        .filter(account -> !account.isSample())
        .forEach(account -> outbox.publish(of(account)));
  }

  private List<Notice> of(Account account) {
    return Stream.concat(
            waivers.of(account.id()).stream()
                .filter(waiver -> expiresSoon(waiver.expires()))
                .map(waiver ->
                    notice(
                        account,
                        "waiver/" + waiver.id() + "/" + waiver.expires(),
                        NoticeLine.of(
                            "notify.expiring.waiver",
                            NoticeLine.of("rule." + waiver.rule() + ".title"),
                            waiver.resource(),
                            waiver.expires().toString(),
                            waiver.reason()))),
            attestations.of(account.id()).stream()
                .filter(attestation -> expiresSoon(attestation.expires()))
                .map(attestation ->
                    notice(
                        account,
                        "attestation/" + attestation.id() + "/" + attestation.expires(),
                        NoticeLine.of(
                            "notify.expiring.attestation",
                            NoticeLine.of("rule." + attestation.rule() + ".title"),
                            Objects.requireNonNullElse(attestation.region(), account.id()),
                            String.valueOf(attestation.expires())))))
        .toList();
  }

  private boolean expiresSoon(@Nullable LocalDate expires) {
    LocalDate today = LocalDate.now(clock);
    return expires != null
        && !expires.isBefore(today)
        && !expires.isAfter(today.plus(NOTICE_PERIOD));
  }

  private Notice notice(Account account, String name, NoticeLine line) {
    return new Notice(
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
        NoticeKind.EXPIRING,
        clock.instant(),
        account.client(),
        account.id(),
        account.name(),
        "/accounts/" + account.id(),
        List.of(line));
  }
}
