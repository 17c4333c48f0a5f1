package io.todoku.notify;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** AWS Security Hub of one account and Region, which are parts of the ARN of its hub. */
record SecurityHub(String partition, String region, String account) {

  private static final Pattern ARN =
      Pattern.compile(
          "arn:(aws(?:-[a-z]+)*+):securityhub:([a-z]{2}(?:-[a-z]+)++-\\d):(\\d{12}):hub/default");

  static Optional<SecurityHub> of(String arn) {
    Matcher hub = ARN.matcher(arn);
    return hub.matches()
        ? Optional.of(new SecurityHub(hub.group(1), hub.group(2), hub.group(3)))
        : Optional.empty();
  }

  /** Reads an ARN that was checked when it was entered. */
  static SecurityHub parse(String arn) {
    return of(arn).orElseThrow();
  }

  /** The product that an account's own findings have. */
  String productArn() {
    return "arn:%s:securityhub:%s:%s:product/%s/default"
        .formatted(partition, region, account, account);
  }
}
