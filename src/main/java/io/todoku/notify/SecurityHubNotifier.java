package io.todoku.notify;

import io.todoku.notify.ExportedFindings.ExportedFinding;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;

/** Keeps what is not fine in accounts as findings in AWS Security Hub. */
@Component
@Order(9)
class SecurityHubNotifier implements Notifier {

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
    HubExport export = new HubExport(client, hub, channel.id, account, exported, clock);
    export.send(wanted(channel, current, export.known(), clock.instant()));
  }

  /** What Security Hub should have of what is not fine, and of what was not fine. */
  private List<ExportedFinding> wanted(
      Channel channel,
      List<CurrentItem> current,
      Map<String, ExportedFinding> before,
      Instant now) {
    List<ExportedFinding> wanted = new ArrayList<>();
    Set<String> present = new HashSet<>();
    for (CurrentItem item : current) {
      HubFinding finding = findings.of(item, channel);
      present.add(finding.id());
      if (!item.passes()) {
        wanted.add(new ExportedFinding(item.key(), finding, false, now));
      } else if (before.containsKey(finding.id())) {
        wanted.add(new ExportedFinding(item.key(), finding.passed(), true, now));
      }
    }
    String reason = findings.notListed(channel);
    before.values().stream()
        .filter(last -> !last.archived() && !present.contains(last.finding().id()))
        .map(last -> new ExportedFinding(last.key(), last.finding().notListed(reason), true, now))
        .forEach(wanted::add);
    return wanted;
  }
}
