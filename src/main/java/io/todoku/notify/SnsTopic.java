package io.todoku.notify;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A topic of Amazon SNS and its Region, which is part of its ARN. */
record SnsTopic(String arn, String region) {

  private static final Pattern ARN =
      Pattern.compile(
          "arn:aws(?:-[a-z]+)*+:sns:([a-z]{2}(?:-[a-z]+)++-\\d):\\d{12}:[\\w-]+(?:\\.fifo)?");

  static Optional<SnsTopic> of(String arn) {
    Matcher topic = ARN.matcher(arn);
    return topic.matches() ? Optional.of(new SnsTopic(arn, topic.group(1))) : Optional.empty();
  }

  /** Reads an ARN that was checked when it was entered. */
  static SnsTopic parse(String arn) {
    return of(arn).orElseThrow();
  }

  boolean isFifo() {
    return arn.endsWith(".fifo");
  }
}
