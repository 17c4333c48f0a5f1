package io.todoku.notify;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How a notice is kept between telling and sending: keys and arguments, in no language yet. */
final class NoticeJson {

  /** Characters that a row holds. */
  static final int MAX = 1_000_000;

  private static final int MAX_LINES = 500;
  private static final JsonMapper JSON = new JsonMapper();

  private NoticeJson() {}

  /** What would be too long loses its last lines, and says how many. */
  static String write(Notice notice) {
    for (int lines = MAX_LINES; ; lines /= 2) {
      String text = tree(notice.limitedTo(lines)).toString();
      if (text.length() <= MAX || lines <= 1) {
        return text;
      }
    }
  }

  static String write(NoticeLine line) {
    return tree(line).toString();
  }

  static Notice readNotice(String text) {
    JsonNode node = JSON.readTree(text);
    return new Notice(
        UUID.fromString(node.get("id").asString()),
        NoticeKind.of(node.get("kind").asString()),
        Instant.parse(node.get("at").asString()),
        node.get("client").asString(),
        node.get("accountId").asString(),
        node.get("accountName").asString(),
        node.get("path").asString(),
        node.get("lines").valueStream().map(NoticeJson::line).toList());
  }

  static NoticeLine readLine(String text) {
    return line(JSON.readTree(text));
  }

  private static ObjectNode tree(Notice notice) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("id", notice.id().toString())
            .put("kind", notice.kind().id())
            .put("at", notice.at().toString())
            .put("client", notice.client())
            .put("accountId", notice.accountId())
            .put("accountName", notice.accountName())
            .put("path", notice.path());
    ArrayNode lines = node.putArray("lines");
    notice.lines().forEach(line -> lines.add(tree(line)));
    return node;
  }

  private static ObjectNode tree(NoticeLine line) {
    ObjectNode node = JSON.createObjectNode().put("key", line.key());
    ArrayNode arguments = node.putArray("arguments");
    for (Object argument : line.arguments()) {
      switch (argument) {
        case NoticeLine inner -> arguments.add(tree(inner));
        case Integer whole -> arguments.add(whole);
        case Long whole -> arguments.add(whole);
        default -> arguments.add(argument.toString());
      }
    }
    return node;
  }

  private static NoticeLine line(JsonNode node) {
    List<Object> arguments = node.get("arguments").valueStream().map(NoticeJson::argument).toList();
    return new NoticeLine(node.get("key").asString(), arguments);
  }

  private static Object argument(JsonNode node) {
    if (node.isObject()) {
      return line(node);
    }
    if (node.isInt()) {
      return node.intValue();
    }
    return node.isIntegralNumber() ? node.longValue() : node.asString();
  }
}
