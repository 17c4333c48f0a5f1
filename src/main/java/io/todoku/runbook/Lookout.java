package io.todoku.runbook;

import io.todoku.account.Account;
import io.todoku.collect.Collector;
import io.todoku.collect.NameViews;
import io.todoku.collect.NameViews.Question;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.RoleChoice;
import io.todoku.snapshot.Snapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks at the world of a plan: its records everywhere, and the accounts that it touches. */
@Component
public class Lookout {

  private static final Duration FRESH_FILE = Duration.ofHours(1);

  private final NameViews names;
  private final Collector collector;
  private final Clock clock;

  public Lookout(NameViews names, Collector collector, Clock clock) {
    this.names = names;
    this.collector = collector;
    this.clock = clock;
  }

  /**
   * Blocks until all was asked or given up.
   *
   * @param target the account of {@link Plan#target()}
   * @param source the one that the old server's address is in; null where that is none, or cannot
   *     be asked
   * @param said by people about the target account
   * @param files what an account that cannot be asked is known to hold, with what people have said
   * @throws IllegalStateException where such an account is not known from a file either
   */
  Sighting look(
      Plan plan,
      Account target,
      @Nullable Account source,
      List<Attestation> said,
      Function<Account, Optional<Snapshot>> files) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var views = CompletableFuture.supplyAsync(() -> names.look(questions(plan)), threads);
      var here =
          CompletableFuture.supplyAsync(
              () -> snapshot(plan, target, plan.target().region(), said, files), threads);
      var there =
          source == null || source.id().equals(target.id()) && isOneRegion(plan)
              ? CompletableFuture.<@Nullable Snapshot>completedFuture(null)
              : CompletableFuture.<@Nullable Snapshot>supplyAsync(
                  () ->
                      snapshot(plan, source, String.valueOf(plan.old().region()), List.of(), files),
                  threads);
      List<NameView> seen = views.join();
      Snapshot snapshot = here.join();
      return new Sighting(clock.instant(), seen, snapshot, there.join());
    }
  }

  private static boolean isOneRegion(Plan plan) {
    return plan.target().region().equals(plan.old().region());
  }

  static List<Question> questions(Plan plan) {
    Stream<String> addresses =
        Stream.concat(Stream.of(plan.old().address()), plan.newAddresses().stream()).distinct();
    return Stream.of(
            Stream.of(new Question(plan.domain(), "MX")),
            hosts(plan).map(host -> new Question(host, "A")),
            addresses.map(address -> new Question(DnsLookup.reverseName(address), "PTR")),
            hosts(plan).map(host -> new Question(host, "AAAA")),
            Stream.of(new Question(plan.domain(), "TXT")),
            plan.dkimSelectors().stream()
                .map(key -> new Question(SameKey.name(key, plan.domain()), "TXT")))
        .flatMap(questions -> questions)
        .toList();
  }

  private static Stream<String> hosts(Plan plan) {
    return Stream.of(plan.old().name(), plan.first().name()).distinct();
  }

  /** The plan's Region alone; of an account that is known from files, all that the file tells. */
  private Snapshot snapshot(
      Plan plan,
      Account account,
      String region,
      List<Attestation> said,
      Function<Account, Optional<Snapshot>> files) {
    if (!account.reachable()) {
      return files
          .apply(account)
          .map(seen -> isOld(seen) ? unseen(seen) : seen)
          .map(seen -> prepared(plan, account, seen, seen.judgedAt(), seen.attestations()))
          .orElseThrow(() ->
              new IllegalStateException("no file tells what account " + account.id() + " holds"));
    }
    Account narrow =
        new Account(
            account.id(),
            account.name(),
            account.client(),
            account.environment(),
            account.access(),
            List.of(region),
            domains(plan, account));
    Snapshot seen = collector.collect("runbook", narrow, (stage, state, what) -> {});
    return prepared(plan, account, seen, clock.instant(), said);
  }

  /** Later somebody may have changed what the file tells: an address that is not there yet, say. */
  private boolean isOld(Snapshot file) {
    return file.finishedAt().isBefore(clock.instant().minus(FRESH_FILE));
  }

  /** Without what AWS and the mail servers said. */
  private static Snapshot unseen(Snapshot file) {
    Reason old = Reason.of(Cause.NOT_ASKED, "snapshot " + file.finishedAt(), "");
    return new Snapshot(
        file.version(),
        file.scanId(),
        file.account(),
        file.startedAt(),
        file.finishedAt(),
        file.judgedAt(),
        Observed.unknown(old),
        file.supportCases(),
        file.lookups(),
        List.of(),
        file.attestations(),
        file.gaps(),
        file.blocklists(),
        file.policies(),
        file.zones(),
        List.of());
  }

  /** With the plan's servers as senders and its domain as mail domain. */
  static Snapshot prepared(
      Plan plan, Account account, Snapshot seen, Instant now, List<Attestation> said) {
    Map<String, RoleChoice> senders = new HashMap<>();
    plan.newAddresses()
        .forEach(
            address -> senders.put(address, new RoleChoice(true, "runbook", now, plan.name())));
    AccountFacts facts =
        new AccountFacts(
            account.id(),
            account.name(),
            account.client(),
            account.environment(),
            domains(plan, account),
            Map.copyOf(senders),
            Map.of());
    return seen.judgedAt(now, facts, said);
  }

  private static List<MailDomain> domains(Plan plan, Account account) {
    return MailDomain.merged(
        Stream.concat(account.mailDomains().stream(), Stream.of(plan.mailDomain())).toList());
  }
}
