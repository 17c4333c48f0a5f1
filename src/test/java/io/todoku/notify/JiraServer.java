package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Jira Cloud as far as a channel uses it. What it checks of requests is from the REST API v3
 * (developer.atlassian.com/cloud/jira/platform/rest/v3): IssueUpdateDetails, Comment,
 * IssueTransition; documents are checked by the published schema of the Atlassian Document Format.
 */
final class JiraServer extends TestTracker {

  static final String TOKEN = "ATATT-token";
  static final String USER = "bot@example.com";

  private static final Pattern ISSUE =
      Pattern.compile("/rest/api/3/issue/(MAIL-\\d+)(/comment|/transitions)?");

  private static final String AUTHORIZATION =
      "Basic "
          + Base64.getEncoder()
              .encodeToString((USER + ":" + TOKEN).getBytes(StandardCharsets.UTF_8));

  /** Whether a closed issue has a transition out of "Done". */
  volatile boolean canReopen = true;

  volatile String missingPermission = "";

  @Override
  boolean isCreation(TrackerRequest request) {
    return request.method().equals("POST") && request.path().equals("/rest/api/3/issue");
  }

  @Override
  TrackerAnswer answer(TrackerRequest request) throws IOException {
    if (!request.authorization().equals(AUTHORIZATION)) {
      return new TrackerAnswer(
          401, Map.of("errorMessages", List.of("Client must be authenticated")));
    }
    if (isCreation(request)) {
      return create(JSON.readTree(request.body()));
    }
    return switch (request.path()) {
      case "/rest/api/3/search/jql" -> search(request.query().get("jql"));
      case "/rest/api/3/mypermissions" -> permissions(request.query());
      case "/rest/api/3/issue/createmeta/MAIL/issuetypes" ->
          new TrackerAnswer(
              200, Map.of("issueTypes", List.of(Map.of("name", "Task"), Map.of("name", "Bug"))));
      default -> {
        Matcher issue = ISSUE.matcher(request.path());
        yield issue.matches() && issues.containsKey(issue.group(1))
            ? onIssue(request, issues.get(issue.group(1)), String.valueOf(issue.group(2)))
            : new TrackerAnswer(404, Map.of("errorMessages", List.of("Issue does not exist")));
      }
    };
  }

  private TrackerAnswer permissions(Map<String, String> query) {
    assertThat(query.get("projectKey")).isEqualTo("MAIL");
    Map<String, Object> permissions = new TreeMap<>();
    for (String name : query.get("permissions").split(",")) {
      permissions.put(name, Map.of("havePermission", !name.equals(missingPermission)));
    }
    return new TrackerAnswer(200, Map.of("permissions", permissions));
  }

  private TrackerAnswer create(JsonNode body) throws IOException {
    JsonNode fields = body.get("fields");
    String summary = fields.get("summary").asString();
    if (!fields.at("/project/key").asString().equals("MAIL")
        || !fields.at("/issuetype/name").asString().equals("Task")
        || summary.length() > 255
        || summary.contains("\n")) {
      return new TrackerAnswer(400, Map.of("errors", Map.of("issuetype", "Specify a valid type")));
    }
    List<String> labels = new ArrayList<>();
    fields.get("labels").forEach(label -> labels.add(label.asString()));
    assertThat(labels).noneMatch(label -> label.contains(" "));
    String key = "MAIL-" + (issues.size() + 1);
    issues.put(
        key, new TestIssue(key, summary, document(fields.get("description")), labels, "new"));
    return new TrackerAnswer(201, Map.of("id", "1000" + issues.size(), "key", key));
  }

  private TrackerAnswer search(String jql) {
    Matcher query =
        Pattern.compile("project = \"MAIL\" AND labels = \"([^\"]+)\" ORDER BY created ASC")
            .matcher(jql);
    assertThat(query.matches()).as(jql).isTrue();
    return new TrackerAnswer(
        200,
        Map.of(
            "issues",
            issues.values().stream()
                .filter(issue -> issue.labels.contains(query.group(1)))
                .map(issue -> Map.of("key", issue.key))
                .toList()));
  }

  private TrackerAnswer onIssue(TrackerRequest request, TestIssue issue, String part)
      throws IOException {
    boolean posted = request.method().equals("POST");
    if (part.equals("/comment")) {
      issue.comments.add(document(JSON.readTree(request.body()).get("body")));
      return new TrackerAnswer(201, Map.of("id", "1"));
    }
    if (part.equals("/transitions") && posted) {
      String id = JSON.readTree(request.body()).at("/transition/id").asString();
      issue.status = Map.of("11", "indeterminate", "31", "done").get(id);
      return new TrackerAnswer(204, Map.of());
    }
    if (part.equals("/transitions")) {
      boolean stuck = issue.status.equals("done") && !canReopen;
      return new TrackerAnswer(
          200,
          Map.of(
              "transitions",
              stuck
                  ? List.of()
                  : List.of(transition("11", "indeterminate"), transition("31", "done"))));
    }
    return new TrackerAnswer(200, Map.of("fields", Map.of("status", status(issue.status))));
  }

  private static Map<String, Object> transition(String id, String category) {
    return Map.of("id", id, "name", category, "to", status(category));
  }

  private static Map<String, Object> status(String category) {
    return Map.of("statusCategory", Map.of("key", category));
  }

  /** The text of a document that follows the schema. */
  private static String document(JsonNode document) throws IOException {
    try (InputStream in = JiraServer.class.getResourceAsStream("/schemas/adf-1.json")) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
              .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
      assertThat(schema.validate(document.toString(), InputFormat.JSON)).isEmpty();
    }
    return String.join("\n", document.findValuesAsString("text"));
  }
}
