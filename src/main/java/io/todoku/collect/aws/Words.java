package io.todoku.collect.aws;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Text from AWS, which anyone with an account may have written: bounded, and absent as null. */
final class Words {

  private static final int LIMIT = 1024;

  private Words() {}

  static String of(@Nullable String text) {
    String cut = orNull(text);
    return cut == null ? "" : cut;
  }

  static @Nullable String orNull(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    return text.length() > LIMIT ? text.substring(0, LIMIT) : text;
  }

  static Map<String, String> tags(List<Tag> tags) {
    return tags.stream()
        .collect(Collectors.toMap(t -> of(t.key()), t -> of(t.value()), (a, b) -> a));
  }
}
