package io.todoku.checklist;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A statement of an IAM policy that allows actions, as JSON.
 *
 * @param principal who is allowed, in policies of resources; null in those of identities
 * @param externalId that the caller must give; null where it need not
 */
record PolicyStatement(
    List<String> actions,
    String resource,
    @Nullable String principal,
    @Nullable String externalId) {

  /** What may stand between quotation marks: no character that JSON or a shell gives a meaning. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_+=,.@:/*-]+");

  PolicyStatement {
    actions.forEach(PolicyStatement::requirePlain);
    requirePlain(resource);
    requirePlain(principal);
    requirePlain(externalId);
  }

  static PolicyStatement allow(List<String> actions, String resource) {
    return new PolicyStatement(actions, resource, null, null);
  }

  /** The statement of a trust policy; it names no resource. */
  static PolicyStatement trust(String principal, String externalId) {
    return new PolicyStatement(List.of("sts:AssumeRole"), "", principal, externalId);
  }

  /** The statement of a VPC endpoint’s policy, which names a principal too. */
  PolicyStatement forEverybody() {
    return new PolicyStatement(actions, resource, "*", externalId);
  }

  /** The value of a Condition by which a Deny statement leaves a principal alone. */
  static String exceptionFor(String principal) {
    requirePlain(principal);
    return "{ \"ArnNotLike\": { \"aws:PrincipalArn\": \"%s\" } }".formatted(principal);
  }

  /** A member on each line, to be read and pasted among the statements of a policy. */
  String json() {
    return members().stream().collect(Collectors.joining(",\n  ", "{\n  ", "\n}"));
  }

  /** A whole policy on one line. */
  String document() {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{"
        + String.join(",", members()).replace("\n", "").replaceAll(" +", "")
        + "}]}";
  }

  private List<String> members() {
    List<String> members = new ArrayList<>();
    members.add("\"Effect\": \"Allow\"");
    if (principal != null) {
      String quoted = quote(principal);
      members.add(
          "\"Principal\": " + ("*".equals(principal) ? quoted : "{ \"AWS\": " + quoted + " }"));
    }
    members.add(
        "\"Action\": "
            + (actions.size() == 1
                ? quote(actions.getFirst())
                : actions.stream()
                    .map(PolicyStatement::quote)
                    .collect(Collectors.joining(",\n    ", "[\n    ", "\n  ]"))));
    if (!resource.isEmpty()) {
      members.add("\"Resource\": " + quote(resource));
    }
    if (externalId != null) {
      members.add(
          "\"Condition\": { \"StringEquals\": { \"sts:ExternalId\": %s } }"
              .formatted(quote(externalId)));
    }
    return members;
  }

  private static String quote(String plain) {
    return '"' + plain + '"';
  }

  private static void requirePlain(@Nullable String text) {
    if (text != null && !text.isEmpty() && !PLAIN.matcher(text).matches()) {
      throw new IllegalArgumentException("not plain: " + text);
    }
  }
}
