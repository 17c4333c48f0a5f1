package io.todoku.notify;

import io.todoku.notify.TrackerClient.TrackerReply;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A project of Backlog, by its API version 2 (developer.nulab.com/docs/backlog). */
final class BacklogProject implements TicketTracker {

  private static final String API = "/api/v2/";
  private static final int PAGE = 100;
  private static final int MAX_PAGES = 20;

  /** Statuses that every project has: 1 open, 2 in progress, 3 resolved, 4 closed. */
  private static final int OPEN = 1;

  private static final int RESOLVED = 3;
  private static final int CLOSED = 4;

  /** Priorities that every space has. */
  private static final String HIGH = "2";

  private static final String NORMAL = "3";

  private final TrackerClient client;
  private final String project;
  private final String issueType;

  BacklogProject(TrackerClient client, String project, String issueType) {
    this.client = client;
    this.project = project;
    this.issueType = issueType;
  }

  @Override
  public void check() throws DeliveryFailedException {
    projectId();
    issueTypeId();
  }

  private String projectId() throws DeliveryFailedException {
    return client.get(API + "projects/" + project).orRefusal().body().path("id").asString("");
  }

  private String issueTypeId() throws DeliveryFailedException {
    JsonNode types = client.get(API + "projects/" + project + "/issueTypes").orRefusal().body();
    List<String> names = new ArrayList<>();
    for (JsonNode type : types) {
      String name = type.path("name").asString("");
      if (name.equals(issueType)) {
        return type.path("id").asString("");
      }
      names.add(name);
    }
    throw new DeliveryFailedException(
        NoticeLine.of("notify.failed.issue-type", issueType, String.join(", ", names)));
  }

  @Override
  public String create(TicketText text, String marker, boolean urgent)
      throws DeliveryFailedException {
    Map<String, String> fields = new LinkedHashMap<>();
    try {
      fields.put("projectId", projectId());
      fields.put("issueTypeId", issueTypeId());
    } catch (UnclearAnswerException onlyRead) {
      throw new DeliveryFailedException(onlyRead.reason(), onlyRead.retryAfter());
    }
    fields.put("summary", text.title());
    fields.put("priorityId", urgent ? HIGH : NORMAL);
    fields.put("description", description(text));
    return client
        .form("POST", API + "issues", fields)
        .orRefusal()
        .body()
        .path("issueKey")
        .asString("");
  }

  private static String description(TicketText text) {
    StringBuilder description = new StringBuilder();
    text.paragraphs().forEach(paragraph -> description.append(paragraph).append("\n\n"));
    if (!text.steps().isEmpty()) {
      description.append(text.stepsHeading()).append('\n');
      text.steps().forEach(step -> description.append("- ").append(step).append('\n'));
      description.append('\n');
    }
    if (text.link() != null) {
      description.append(text.link()).append("\n\n");
    }
    return description.append(text.footer()).toString();
  }

  /** Reads the issues themselves, because the index that keywords are searched in is behind. */
  @Override
  public Optional<String> find(String marker, Instant since) throws DeliveryFailedException {
    String day = since.minus(Duration.ofDays(1)).atZone(ZoneOffset.UTC).toLocalDate().toString();
    String path =
        API
            + "issues?projectId%5B%5D="
            + projectId()
            + "&sort=created&order=desc&count="
            + PAGE
            + "&createdSince="
            + day
            + "&offset=";
    for (int page = 0; page < MAX_PAGES; page++) {
      JsonNode issues = client.get(path + page * PAGE).orRefusal().body();
      for (JsonNode issue : issues) {
        if (issue.path("description").asString("").contains(marker)) {
          return Optional.of(issue.path("issueKey").asString(""));
        }
      }
      if (issues.size() < PAGE) {
        break;
      }
    }
    return Optional.empty();
  }

  @Override
  public void comment(String key, String text) throws DeliveryFailedException, TicketGoneException {
    orGone(client.form("POST", issue(key) + "/comments", Map.of("content", text)));
  }

  @Override
  public void close(String key, String text) throws DeliveryFailedException, TicketGoneException {
    if (status(key) == CLOSED) {
      comment(key, text);
    } else {
      change(key, CLOSED, text);
    }
  }

  @Override
  public boolean reopen(String key, String text)
      throws DeliveryFailedException, TicketGoneException {
    int status = status(key);
    if (status == RESOLVED || status == CLOSED) {
      change(key, OPEN, text);
    } else {
      comment(key, text);
    }
    return true;
  }

  private void change(String key, int status, String text)
      throws DeliveryFailedException, TicketGoneException {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("statusId", Integer.toString(status));
    fields.put("comment", text);
    orGone(client.form("PATCH", issue(key), fields));
  }

  private int status(String key) throws DeliveryFailedException, TicketGoneException {
    return orGone(client.get(issue(key))).body().path("status").path("id").asInt(0);
  }

  private static String issue(String key) {
    return API + "issues/" + TrackerClient.encode(key);
  }

  private static TrackerReply orGone(TrackerReply reply)
      throws DeliveryFailedException, TicketGoneException {
    if (reply.isNotFound()) {
      throw new TicketGoneException();
    }
    return reply.orRefusal();
  }
}
