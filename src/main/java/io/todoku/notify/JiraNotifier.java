package io.todoku.notify;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Keeps an issue of each problem in a project of Jira Cloud. */
@Component
@Order(7)
class JiraNotifier extends TicketNotifier {

  private static final ChannelField USER =
      ChannelField.required(
          "user", ChannelField.matching("[^@:\\s]+@[^@:\\s]+", "notify.field.user"));
  private static final ChannelField TOKEN = ChannelField.secret("apiToken");
  private static final ChannelField PROJECT =
      ChannelField.required(
          "project", ChannelField.matching("[A-Z][A-Z0-9_]{1,98}", "notify.field.project"));
  private static final ChannelField ISSUE_TYPE = ChannelField.required("issueType", _ -> null);

  private final WebhookClient client;

  JiraNotifier(TicketSync tickets, WebhookClient client) {
    super(tickets);
    this.client = client;
  }

  @Override
  public String kind() {
    return "jira";
  }

  @Override
  public List<ChannelField> fields() {
    return List.of(USER, TOKEN, PROJECT, ISSUE_TYPE);
  }

  @Override
  TicketTracker tracker(Channel channel) {
    String credentials = channel.setting(USER.name()) + ":" + channel.setting(TOKEN.name());
    String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    return new JiraProject(
        new TrackerClient(
            client,
            channel.target,
            Map.of("Authorization", "Basic " + basic, "Accept", "application/json"),
            ""),
        channel.setting(PROJECT.name()),
        channel.setting(ISSUE_TYPE.name()));
  }
}
