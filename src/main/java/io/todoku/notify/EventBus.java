package io.todoku.notify;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An event bus of Amazon EventBridge and its Region, which is part of its ARN. */
record EventBus(String arn, String region) {

  private static final Pattern ARN =
      Pattern.compile(
          "arn:aws(?:-[a-z]+)*+:events:([a-z]{2}(?:-[a-z]+)++-\\d):\\d{12}:event-bus/[\\w./-]{1,256}");

  static Optional<EventBus> of(String arn) {
    Matcher bus = ARN.matcher(arn);
    return bus.matches() ? Optional.of(new EventBus(arn, bus.group(1))) : Optional.empty();
  }

  /** Reads an ARN that was checked when it was entered. */
  static EventBus parse(String arn) {
    return of(arn).orElseThrow();
  }
}
