package io.todoku.notify;

import io.todoku.notify.ExportedFindings.ExportedFinding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.BatchImportFindingsResponse;
import software.amazon.awssdk.services.securityhub.model.ImportFindingsError;

/** Keeps what is not fine in accounts as findings in AWS Security Hub. */
@Component
@Order(9)
class SecurityHubNotifier implements Notifier {

  /** BatchImportFindings takes 100 findings (API reference). */
  static final int BATCH = 100;

  /** Security Hub deletes a finding that was not updated for 90 days. */
  static final Duration REFRESH = Duration.ofDays(60);

  private final ObjectProvider<CurrentItems> items;
  private final HubFindings findings;
  private final ExportedFindings exported;
  private final NotificationSettings settings;
  private final Clock clock;

  SecurityHubNotifier(
      ObjectProvider<CurrentItems> items,
      HubFindings findings,
      ExportedFindings exported,
      NotificationSettings settings,
      Clock clock) {
    this.items = items;
    this.findings = findings;
    this.exported = exported;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "securityhub";
  }

  @Override
  public boolean keepsFindings() {
    return true;
  }

  @Override
  public List<ChannelField> fields() {
    return AwsChannelSession.fields();
  }

  @Override
  public @Nullable String targetError(String target) {
    return SecurityHub.of(target).isPresent() ? null : "notify.target.hub";
  }

  /** A test imports nothing; it asks whether the hub is there. */
  @Override
  public void send(Delivery delivery) throws DeliveryFailedException {
    Channel channel = delivery.channel();
    SecurityHub hub = SecurityHub.parse(channel.target);
    try (AwsChannelSession session = AwsChannelSession.open(channel, hub.region(), settings);
        SecurityHubClient client = session.client(SecurityHubClient.builder())) {
      if (delivery.notices().getFirst().kind() == NoticeKind.TEST) {
        client.describeHub(r -> r.hubArn(channel.target));
        return;
      }
      for (Notice notice : delivery.notices()) {
        update(client, hub, channel, notice.accountId());
      }
    } catch (SdkException failed) {
      throw AwsChannelSession.failure(failed);
    }
  }

  private void update(SecurityHubClient client, SecurityHub hub, Channel channel, String account)
      throws DeliveryFailedException {
    List<CurrentItem> current = items.getObject().of(account).orElse(null);
    if (current == null) {
      return;
    }
    List<ExportedFinding> changed =
        changes(channel, current, exported.of(channel.id, account), clock.instant());
    for (int from = 0; from < changed.size(); from += BATCH) {
      send(
          client,
          hub,
          channel,
          account,
          changed.subList(from, Math.min(from + BATCH, changed.size())));
    }
  }

  /** What Security Hub has otherwise or not at all, and what it would soon forget. */
  private List<ExportedFinding> changes(
      Channel channel,
      List<CurrentItem> current,
      Map<String, ExportedFinding> before,
      Instant now) {
    List<ExportedFinding> changed = new ArrayList<>();
    Set<String> present = new HashSet<>();
    for (CurrentItem item : current) {
      HubFinding finding = findings.of(item, channel);
      ExportedFinding last = before.get(finding.id());
      present.add(finding.id());
      if (item.passes()) {
        if (last != null && !last.isPassed()) {
          changed.add(new ExportedFinding(item.key(), finding.passed(), true, now));
        }
      } else if (last == null
          || !last.finding().equals(finding)
          || last.sentAt().plus(REFRESH).isBefore(now)) {
        changed.add(new ExportedFinding(item.key(), finding, false, now));
      }
    }
    String reason = findings.notListed(channel);
    before.values().stream()
        .filter(last -> !last.archived() && !present.contains(last.finding().id()))
        .map(last -> new ExportedFinding(last.key(), last.finding().notListed(reason), true, now))
        .forEach(changed::add);
    return changed;
  }

  private void send(
      SecurityHubClient client,
      SecurityHub hub,
      Channel channel,
      String account,
      List<ExportedFinding> batch)
      throws DeliveryFailedException {
    String updatedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    BatchImportFindingsResponse response =
        client.batchImportFindings(
            r -> r.findings(batch.stream().map(f -> f.finding().toSdk(hub, updatedAt)).toList()));
    Map<String, ImportFindingsError> failed =
        response.failedFindings().stream()
            .collect(
                Collectors.toMap(ImportFindingsError::id, error -> error, (first, _) -> first));
    exported.save(
        channel.id,
        account,
        batch.stream().filter(f -> !failed.containsKey(f.finding().id())).toList());
    if (!failed.isEmpty()) {
      ImportFindingsError first = Objects.requireNonNull(failed.values().iterator().next());
      throw new DeliveryFailedException(
          NoticeLine.of(
              "notify.failed.findings",
              failed.size(),
              first.errorCode() + ": " + first.errorMessage()));
    }
  }
}
