package io.todoku.bounce;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The SMTP reply code and the enhanced status code of a bounce. A number alone is neither: dates,
 * sizes, ids and version numbers look the same.
 *
 * @param start where the first of them stands in the line; -1 where there is none
 */
record BounceCodes(@Nullable Integer replyCode, @Nullable StatusCode statusCode, int start) {

  private static final String STATUS = "(?<status>[245]\\.[0-9]{1,3}\\.[0-9]{1,3})(?![0-9.]*[0-9])";

  /**
   * {@code 550 5.7.25}, {@code 550-5.7.1}, {@code 550 #5.1.0}, {@code 550; 5.7.515}, {@code #550
   * 4.4.7}.
   */
  private static final Pattern BOTH =
      Pattern.compile("(?<exchange>#?)(?<![0-9.:/-])(?<reply>[45][0-9]{2})[ ;-]{1,2}#?" + STATUS);

  /** What stands in front of a reply code that is alone. */
  private static final Pattern REPLY =
      Pattern.compile(
          "(?:^|said: |smtp; |returned '|returned \"|reply: |reason: |response: |<<< |code "
              + "|me: |\\]: |: |\\()(?<reply>[45][0-9]{2})(?=[ -](?![0-9]{2}:)|$)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern STATUS_ALONE =
      Pattern.compile(
          "(?:^|Status: |dsn=|\\(#|[\\s<]#|smtp; |\"status\" ?: ?\"|status code )" + STATUS,
          Pattern.CASE_INSENSITIVE);

  static BounceCodes in(String line) {
    Matcher both = BOTH.matcher(line);
    while (both.find()) {
      StatusCode status = StatusCode.parse(both.group("status"));
      boolean sameKind = both.group("reply").startsWith(String.valueOf(status.kind()));
      if ((sameKind || !both.group("exchange").isEmpty()) && !status.isVague()) {
        return new BounceCodes(Integer.valueOf(both.group("reply")), status, both.start());
      }
    }
    Matcher reply = REPLY.matcher(line);
    Integer replyCode = reply.find() ? Integer.valueOf(reply.group("reply")) : null;
    StatusCode status = null;
    int start = replyCode == null ? -1 : reply.start("reply");
    Matcher alone = STATUS_ALONE.matcher(line);
    while (status == null && alone.find()) {
      StatusCode found = StatusCode.parse(alone.group("status"));
      if (found.kind() != 2 && !found.isVague()) {
        status = found;
        start = start < 0 ? alone.start("status") : start;
      }
    }
    return new BounceCodes(replyCode, status, start);
  }
}
