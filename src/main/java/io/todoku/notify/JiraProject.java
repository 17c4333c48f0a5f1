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
  private static final List<String> PERMISSIONS =
      List.of("BROWSE_PROJECTS", "CREATE_ISSUES", "ADD_COMMENTS", "TRANSITION_ISSUES");
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
    JsonNode permissions =
        client
            .get(
                API
                    + "mypermissions?projectKey="
                    + project
                    + "&permissions="
                    + String.join(",", PERMISSIONS))
            .orRefusal()
            .body()
            .path("permissions");
    for (String permission : PERMISSIONS) {
      if (!permissions.path(permission).path("havePermission").asBoolean(false)) {
        throw new DeliveryFailedException(
            NoticeLine.of("notify.failed.jira-permission", permission, project));
      }
    }
    JsonNode types =
        client
            .get(API + "issue/createmeta/" + project + "/issuetypes?maxResults=200")
            .orRefusal()
            .body()
            .path("issueTypes");
    List<String> names = new ArrayList<>();
    types.forEach(type -> names.add(type.path("name").asString("")));
    if (!names.contains(issueType)) {
      throw new DeliveryFailedException(
          NoticeLine.of("notify.failed.issue-type", issueType, String.join(", ", names)));
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
    return client
        .post(API + "issue", Map.of("fields", fields))
        .orRefusal()
        .body()
        .path("key")
        .asString("");
  }

  @Override
  public Optional<String> find(String marker, Instant since) throws DeliveryFailedException {
    String jql =
        "project = \"%s\" AND labels = \"%s\" ORDER BY created ASC".formatted(project, marker);
    JsonNode issues =
        client
            .get(API + "search/jql?fields=status&maxResults=1&jql=" + TrackerClient.encode(jql))
            .orRefusal()
            .body()
            .path("issues");
    return issues.isEmpty()
        ? Optional.empty()
        : Optional.of(issues.get(0).path("key").asString(""));
  }

  @Override
  public void comment(String key, String text) throws DeliveryFailedException, TicketGoneException {
    orGone(
        client.post(issue(key) + "/comment", Map.of("body", AtlassianDocument.ofParagraph(text))));
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
    TrackerReply reply = orGone(client.get(issue(key) + "?fields=status"));
    return category(reply.body().path("fields").path("status")).equals(DONE);
  }

  /** Takes the first transition into, or out of, the statuses that count as done. */
  private boolean transition(String key, boolean toDone)
      throws DeliveryFailedException, TicketGoneException {
    String path = issue(key) + "/transitions";
    for (JsonNode transition : orGone(client.get(path)).body().path("transitions")) {
      if (category(transition.path("to")).equals(DONE) == toDone) {
        orGone(
            client.post(
                path, Map.of("transition", Map.of("id", transition.path("id").asString("")))));
        return true;
      }
    }
    return false;
  }

  private static String category(JsonNode status) {
    return status.path("statusCategory").path("key").asString("");
  }

  private static String issue(String key) {
    return API + "issue/" + TrackerClient.encode(key);
  }

  private static TrackerReply orGone(TrackerReply reply)
      throws DeliveryFailedException, TicketGoneException {
    if (reply.isNotFound()) {
      throw new TicketGoneException();
    }
    return reply.orRefusal();
  }
}
