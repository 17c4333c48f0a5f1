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
    textsOf(readProject());
    issueTypeId();
  }

  private TrackerReply readProject() throws DeliveryFailedException {
    TrackerReply reply = client.get(API + "projects/" + project);
    reply.text("/id");
    return reply;
  }

  private static BacklogText textsOf(TrackerReply readProject) throws DeliveryFailedException {
    return switch (readProject.text("/textFormattingRule")) {
      case "backlog" -> BacklogText.NOTATION;
      case "markdown" -> BacklogText.MARKDOWN;
      default -> throw readProject.unclear();
    };
  }

  private String issueTypeId() throws DeliveryFailedException {
    TrackerReply reply = client.get(API + "projects/" + project + "/issueTypes");
    List<String> names = new ArrayList<>();
    int count = reply.list("").size();
    for (int i = 0; i < count; i++) {
      String name = reply.text("/" + i + "/name");
      if (name.equals(issueType)) {
        return reply.text("/" + i + "/id");
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
      TrackerReply readProject = readProject();
      fields.put("projectId", readProject.text("/id"));
      fields.put("issueTypeId", issueTypeId());
      fields.put("description", textsOf(readProject).description(text));
    } catch (UnclearAnswerException onlyRead) {
      throw new DeliveryFailedException(onlyRead.reason(), onlyRead.retryAfter());
    }
    fields.put("summary", text.title());
    fields.put("priorityId", urgent ? HIGH : NORMAL);
    return client.form("POST", API + "issues", fields).text("/issueKey");
  }

  /** Reads the issues themselves, because the index that keywords are searched in is behind. */
  @Override
  public Optional<String> find(String marker, Instant since) throws DeliveryFailedException {
    String day = since.minus(Duration.ofDays(1)).atZone(ZoneOffset.UTC).toLocalDate().toString();
    String path =
        API
            + "issues?projectId%5B%5D="
            + readProject().text("/id")
            + "&sort=created&order=desc&count="
            + PAGE
            + "&createdSince="
            + day
            + "&offset=";
    for (int page = 0; page < MAX_PAGES; page++) {
      TrackerReply reply = client.get(path + page * PAGE);
      JsonNode issues = reply.list("");
      for (int i = 0; i < issues.size(); i++) {
        String key = reply.text("/" + i + "/issueKey");
        if (issues.get(i).path("description").asString("").contains(marker)) {
          return Optional.of(key);
        }
      }
      if (issues.size() < PAGE) {
        return Optional.empty();
      }
    }
    throw new UnclearAnswerException(
        new DeliveryFailedException(NoticeLine.of("notify.failed.too-many", MAX_PAGES * PAGE)));
  }

  @Override
  public void comment(String key, String text) throws DeliveryFailedException, TicketGoneException {
    String content = textsOf(readProject()).comment(text);
    orGone(client.form("POST", issue(key) + "/comments", Map.of("content", content))).text("/id");
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
    fields.put("comment", textsOf(readProject()).comment(text));
    orGone(client.form("PATCH", issue(key), fields)).text("/issueKey");
  }

  private int status(String key) throws DeliveryFailedException, TicketGoneException {
    TrackerReply reply = orGone(client.get(issue(key)));
    JsonNode status = reply.field("/status/id");
    if (!status.isInt()) {
      throw reply.unclear();
    }
    return status.intValue();
  }

  private static String issue(String key) {
    return API + "issues/" + TrackerClient.encode(key);
  }

  private TrackerReply orGone(TrackerReply reply)
      throws DeliveryFailedException, TicketGoneException {
    if (reply.isNotFoundByTracker()) {
      readProject();
      throw new TicketGoneException();
    }
    return reply;
  }
}
