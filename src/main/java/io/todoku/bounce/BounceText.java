package io.todoku.bounce;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A pasted bounce as one line, however a log or a mail program has folded it.
 *
 * @param line of the report, without the copy of the message that follows it
 * @param whole with that copy
 * @param phrases the report in lower case without repeated reply codes, to search for phrases
 * @param cut whether the end of the text was left out
 */
record BounceText(String line, String whole, String phrases, boolean cut) {

  /** A bounce is some kilobytes; what comes after is the message that it returns. */
  static final int MAX_LENGTH = 65_536;

  /** What mail servers write before the copy of the message that they return. */
  private static final Pattern COPY =
      Pattern.compile(
          "------ This is a copy of |--- Below this line is a copy of |----- Original message"
              + "|----- Message header follows|Content-Type: message/rfc822"
              + "|Content-Type: text/rfc822-headers|Original message headers:",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SOFT_BREAK = Pattern.compile("=\\r?\\n");
  private static final Pattern LINE_BREAK = Pattern.compile("\\\\r\\\\n|\\\\n|[\\r\\n\\t\\u2028]");
  private static final Pattern BLANKS = Pattern.compile("[ \\u00a0]{2,}");

  /** {@code 550-5.7.1 } in front of each line of an answer. */
  private static final Pattern CONTINUED =
      Pattern.compile("/?(?<![0-9.])[245][0-9]{2}-([245]\\.[0-9]{1,3}\\.[0-9]{1,3} )?");

  private static final Pattern LAST_LINE =
      Pattern.compile("(?<![0-9.])[245][0-9]{2} [245]\\.[0-9]{1,3}\\.[0-9]{1,3} ");

  static BounceText of(String pasted) {
    boolean cut = pasted.length() > MAX_LENGTH;
    String text = cut ? pasted.substring(0, MAX_LENGTH) : pasted;
    String unfolded = SOFT_BREAK.matcher(text).replaceAll("").replace('’', '\'');
    var copy = COPY.matcher(unfolded);
    String report = copy.find() ? unfolded.substring(0, copy.start()) : unfolded;
    String line = oneLine(report);
    String phrases = LAST_LINE.matcher(CONTINUED.matcher(line).replaceAll(" ")).replaceAll("");
    return new BounceText(line, oneLine(unfolded), oneLine(phrases).toLowerCase(Locale.ROOT), cut);
  }

  private static String oneLine(String text) {
    return BLANKS.matcher(LINE_BREAK.matcher(text).replaceAll(" ")).replaceAll(" ").strip();
  }
}
