package io.todoku.account;

import io.todoku.snapshot.ReasonKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A statement that would allow what was denied.
 *
 * @param policy which policy lacks it, by the kind of the denial
 * @param json to be pasted among the statements of that policy
 */
public record AccessStatement(ReasonKind policy, String json) {

  /** The statements to add; what an organization or a Deny refuses, no statement allows. */
  static List<AccessStatement> of(AccessTest test) {
    return Stream.of(
            ReasonKind.DENIED,
            ReasonKind.DENIED_BY_PERMISSIONS_BOUNDARY,
            ReasonKind.DENIED_BY_SESSION_POLICY,
            ReasonKind.DENIED_BY_ENDPOINT_POLICY)
        .flatMap(policy -> of(policy, test.deniedBy(policy)).stream())
        .toList();
  }

  private static Optional<AccessStatement> of(ReasonKind policy, List<String> actions) {
    String everybody =
        policy == ReasonKind.DENIED_BY_ENDPOINT_POLICY ? "\n  \"Principal\": \"*\"," : "";
    return actions.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AccessStatement(
                policy,
                """
                {
                  "Effect": "Allow",%s
                  "Action": [
                %s
                  ],
                  "Resource": "*"
                }\
                """
                    .formatted(
                        everybody,
                        actions.stream()
                            .map(action -> "    \"" + action + '"')
                            .collect(Collectors.joining(",\n")))));
  }
}
