package io.todoku.notify;

import java.util.List;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Keeps an issue of each problem in a project of Backlog (Nulab). */
@Component
@Order(8)
class BacklogNotifier extends TicketNotifier {

  /** The key is part of each URL: of characters that need no escaping there. */
  private static final ChannelField TOKEN =
      new ChannelField(
          "apiToken", true, true, ChannelField.matching("[A-Za-z0-9]{10,200}", "notify.field.key"));

  private static final ChannelField PROJECT =
      ChannelField.required(
          "project", ChannelField.matching("[A-Z0-9_]{1,98}", "notify.field.project"));
  private static final ChannelField ISSUE_TYPE = ChannelField.required("issueType", _ -> null);

  private final WebhookClient client;

  BacklogNotifier(TicketSync tickets, WebhookClient client) {
    super(tickets);
    this.client = client;
  }

  @Override
  public String kind() {
    return "backlog";
  }

  @Override
  public List<ChannelField> fields() {
    return List.of(TOKEN, PROJECT, ISSUE_TYPE);
  }

  @Override
  TicketTracker tracker(Channel channel) {
    return new BacklogProject(
        new TrackerClient(
            client, channel.target, Map.of(), "apiKey=" + channel.setting(TOKEN.name())),
        channel.setting(PROJECT.name()),
        channel.setting(ISSUE_TYPE.name()));
  }
}
