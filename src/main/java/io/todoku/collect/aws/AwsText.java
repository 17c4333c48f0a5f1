package io.todoku.collect.aws;

import io.todoku.snapshot.Network;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * Bounds text from AWS, because anyone with access to the account may have written it. Absent text
 * is null.
 */
final class AwsText {

  private static final int LIMIT = 1024;

  private AwsText() {}

  static String orEmpty(@Nullable String text) {
    String cut = orNull(text);
    return cut == null ? "" : cut;
  }

  static @Nullable String orNull(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    String cut = text.length() > LIMIT ? text.substring(0, LIMIT) : text;
    return cut.replaceAll("\\p{Cntrl}", "\uFFFD");
  }

  /**
   * Returns the text if it is an IP address.
   *
   * @throws MalformedAnswerException if it is not: the whole answer is then rejected
   */
  static String requireAddress(String text) {
    if (Network.parseAddress(text).isEmpty()) {
      throw new MalformedAnswerException("\"" + orEmpty(text) + "\" is not an IP address");
    }
    return text;
  }

  static Map<String, String> tags(List<Tag> tags) {
    return tags.stream()
        .collect(Collectors.toMap(t -> orEmpty(t.key()), t -> orEmpty(t.value()), (a, b) -> a));
  }
}
