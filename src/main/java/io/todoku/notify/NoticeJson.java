package io.todoku.notify;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes and reads notices as the outbox stores them until they are sent: keys and arguments, in no
 * language yet. Rows outlive an update, so what a release wrote the next one must read.
 */
final class NoticeJson {

  /** The most characters that a row holds. */
  static final int MAX = 1_000_000;

  private static final int MAX_LINES = 500;
  private static final JsonMapper JSON = new JsonMapper();

  private NoticeJson() {}

  /** A notice that would be too long loses its last lines; a line tells how many. */
  static String write(Notice notice) {
    for (int lines = MAX_LINES; ; lines /= 2) {
      String text = JSON.writeValueAsString(notice.limitedTo(lines));
      if (text.length() <= MAX || lines <= 1) {
        return text;
      }
    }
  }

  static String write(NoticeLine line) {
    return JSON.writeValueAsString(line);
  }

  static Notice readNotice(String text) {
    return JSON.readValue(text, Notice.class);
  }

  static NoticeLine readLine(String text) {
    return JSON.readValue(text, NoticeLine.class);
  }

  /** Reads an argument of a line: another line, a whole number or a text. */
  static final class ArgumentDeserializer extends ValueDeserializer<Object> {

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) {
      if (parser.hasToken(JsonToken.START_OBJECT)) {
        return context.readValue(parser, NoticeLine.class);
      }
      return parser.hasToken(JsonToken.VALUE_NUMBER_INT)
          ? parser.getNumberValue()
          : parser.getString();
    }
  }
}
