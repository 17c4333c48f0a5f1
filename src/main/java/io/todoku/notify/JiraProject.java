package io.todoku.notify;

import io.todoku.notify.TrackerClient.TrackerReply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A project of Jira Cloud, by its REST API v3
 * (developer.atlassian.com/cloud/jira/platform/rest/v3).
 */
final class JiraProject implements TicketTracker {

  private static final String API = "/rest/api/3/";
  private static final String BROWSE = "BROWSE_PROJECTS";
  private static final List<String> PERMISSIONS =
      List.of(BROWSE, "CREATE_ISSUES", "ADD_COMMENTS", "TRANSITION_ISSUES");
  private static final String CATEGORY = "/statusCategory/key";
  private static final String DONE = "done";

  private final TrackerClient client;
  private final String project;
  private final String issueType;

  JiraProject(TrackerClient client, String project, String issueType) {
    this.client = client;
    this.project = project;
    this.issueType = issueType;
  }

  @Override
  public void check() throws DeliveryFailedException {
    checkPermissions(PERMISSIONS);
    JsonNode types =
        client
            .get(API + "issue/createmeta/" + project + "/issuetypes?maxResults=200")
            .list("/issueTypes");
    List<String> names = new ArrayList<>();
    types.forEach(type -> names.add(type.path("name").asString("")));
    if (!names.contains(issueType)) {
      throw new DeliveryFailedException(
          NoticeLine.of("notify.failed.issue-type", issueType, String.join(", ", names)));
    }
  }

  private void checkPermissions(List<String> permissions) throws DeliveryFailedException {
    TrackerReply reply =
        client.get(
            API
                + "mypermissions?projectKey="
                + project
                + "&permissions="
                + String.join(",", permissions));
    for (String permission : permissions) {
      JsonNode has = reply.field("/permissions/" + permission + "/havePermission");
      if (!has.isBoolean()) {
        throw reply.unclear();
      }
      if (!has.booleanValue()) {
        throw new DeliveryFailedException(
            NoticeLine.of("notify.failed.jira-permission", permission, project));
      }
    }
  }

  @Override
  public String create(TicketText text, String marker, boolean urgent)
      throws DeliveryFailedException {
    Map<String, Object> fields =
        Map.of(
            "project", Map.of("key", project),
            "issuetype", Map.of("name", issueType),
            "summary", text.title(),
            "description", AtlassianDocument.of(text),
            "labels", List.of("todoku", marker));
    return client.post(API + "issue", Map.of("fields", fields)).text("/key");
  }

  /** A search finds nothing either where the user may not see the project any more. */
  @Override
  public Optional<String> find(String marker, Instant since) throws DeliveryFailedException {
    String jql =
        "project = \"%s\" AND labels = \"%s\" ORDER BY created ASC".formatted(project, marker);
    TrackerReply reply =
        client.get(API + "search/jql?fields=status&maxResults=1&jql=" + TrackerClient.encode(jql));
    if (reply.list("/issues").isEmpty()) {
      checkPermissions(List.of(BROWSE));
      return Optional.empty();
    }
    return Optional.of(reply.text("/issues/0/key"));
  }

  @Override
  public void comment(String key, String text) throws DeliveryFailedException, TicketGoneException {
    orGone(
            client.post(
                issue(key) + "/comment", Map.of("body", AtlassianDocument.ofParagraph(text))))
        .text("/id");
  }

  /** Where the workflow leads nowhere done, the comment alone tells it. */
  @Override
  public void close(String key, String text) throws DeliveryFailedException, TicketGoneException {
    if (!isDone(key)) {
      transition(key, true);
    }
    comment(key, text);
  }

  @Override
  public boolean reopen(String key, String text)
      throws DeliveryFailedException, TicketGoneException {
    if (isDone(key) && !transition(key, false)) {
      return false;
    }
    comment(key, text);
    return true;
  }

  private boolean isDone(String key) throws DeliveryFailedException, TicketGoneException {
    return orGone(client.get(issue(key) + "?fields=status"))
        .text("/fields/status" + CATEGORY)
        .equals(DONE);
  }

  /** Takes the first transition into, or out of, the statuses that count as done. */
  private boolean transition(String key, boolean toDone)
      throws DeliveryFailedException, TicketGoneException {
    String path = issue(key) + "/transitions";
    TrackerReply reply = orGone(client.get(path));
    int count = reply.list("/transitions").size();
    for (int i = 0; i < count; i++) {
      String transition = "/transitions/" + i;
      if (reply.text(transition + "/to" + CATEGORY).equals(DONE) == toDone) {
        take(path, reply.text(transition + "/id"));
        return true;
      }
    }
    return false;
  }

  /** The only answer that says that it was taken is 204. */
  private void take(String path, String transition)
      throws DeliveryFailedException, TicketGoneException {
    TrackerReply reply =
        orGone(client.post(path, Map.of("transition", Map.of("id", transition)))).orRefusal();
    if (reply.status() != 204) {
      throw reply.unclear();
    }
  }

  private static String issue(String key) {
    return API + "issue/" + TrackerClient.encode(key);
  }

  /** Jira says that an issue does not exist also where the user may not see its project. */
  private TrackerReply orGone(TrackerReply reply)
      throws DeliveryFailedException, TicketGoneException {
    if (reply.isNotFoundByTracker()) {
      checkPermissions(List.of(BROWSE));
      throw new TicketGoneException();
    }
    return reply;
  }
}
