package io.todoku.notify;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Backlog as far as a channel uses it. What it checks of requests is from the API reference
 * (developer.nulab.com/docs/backlog): the required parameters of adding an issue, and that a change
 * of nothing is refused.
 */
final class BacklogServer extends TestTracker {

  static final String KEY = "abcDEF0123456789";

  private static final Pattern ISSUE = Pattern.compile("/api/v2/issues/(MAIL-\\d+)(/comments)?");

  volatile String textFormattingRule = "markdown";

  @Override
  boolean isCreation(TrackerRequest request) {
    return request.method().equals("POST") && request.path().equals("/api/v2/issues");
  }

  @Override
  TrackerAnswer answer(TrackerRequest request) {
    if (!KEY.equals(request.query().get("apiKey"))) {
      return error(401, "Authentication failure.");
    }
    if (isCreation(request)) {
      return create(fields(request.body()));
    }
    return switch (request.path()) {
      case "/api/v2/projects/MAIL" ->
          new TrackerAnswer(
              200, Map.of("id", 7, "projectKey", "MAIL", "textFormattingRule", textFormattingRule));
      case "/api/v2/projects/MAIL/issueTypes" ->
          new TrackerAnswer(
              200, List.of(Map.of("id", 70, "name", "Bug"), Map.of("id", 71, "name", "Task")));
      case "/api/v2/issues" ->
          new TrackerAnswer(200, newestFirst().stream().map(BacklogServer::view).toList());
      default -> {
        Matcher issue = ISSUE.matcher(request.path());
        yield issue.matches() && issues.containsKey(issue.group(1))
            ? onIssue(request, issues.get(issue.group(1)), issue.group(2) != null)
            : error(404, "No issue.");
      }
    };
  }

  private TrackerAnswer create(Map<String, String> fields) {
    if (!"7".equals(fields.get("projectId"))
        || !"71".equals(fields.get("issueTypeId"))
        || !List.of("2", "3").contains(fields.get("priorityId"))
        || fields.get("summary").length() > 255) {
      return error(400, "Undefined resource. issueTypeId");
    }
    String key = "MAIL-" + (issues.size() + 1);
    issues.put(
        key, new TestIssue(key, fields.get("summary"), fields.get("description"), List.of(), "1"));
    return new TrackerAnswer(201, view(issues.get(key)));
  }

  private static TrackerAnswer onIssue(TrackerRequest request, TestIssue issue, boolean comments) {
    Map<String, String> fields = fields(request.body());
    if (comments) {
      issue.comments.add(fields.get("content"));
      return new TrackerAnswer(201, Map.of("id", 1, "content", fields.get("content")));
    }
    if (request.method().equals("PATCH")) {
      if (issue.status.equals(fields.get("statusId"))) {
        return error(400, "No comment content.");
      }
      issue.status = fields.get("statusId");
      issue.comments.add(fields.get("comment"));
    }
    return new TrackerAnswer(200, view(issue));
  }

  private static Map<String, Object> view(TestIssue issue) {
    return Map.of(
        "issueKey", issue.key,
        "description", issue.description,
        "status", Map.of("id", Integer.parseInt(issue.status)));
  }

  private static TrackerAnswer error(int status, String message) {
    return new TrackerAnswer(
        status, Map.of("errors", List.of(Map.of("message", message, "code", 6, "moreInfo", ""))));
  }
}
