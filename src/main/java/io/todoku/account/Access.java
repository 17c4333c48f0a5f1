package io.todoku.account;

import io.todoku.locale.InvalidInputException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How an account is accessed. It contains no secret. */
public sealed interface Access {

  /** A role to assume, with the external id that its trust policy requires. */
  record IamRole(String roleArn, @Nullable String externalId) implements Access {

    private static final Pattern ARN =
        Pattern.compile("arn:aws[a-z-]*:iam::(\\d{12}):role/[\\w+=,.@/-]{1,240}");
    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");

    public IamRole {
      if (findAccountId(roleArn).isEmpty()) {
        throw InvalidInputException.withMessage(
            "a role ARN looks like arn:aws:iam::111111111111:role/Todoku");
      }
      if (externalId != null && !isExternalId(externalId)) {
        throw InvalidInputException.withMessage(
            "an external id has 2 to 1224 letters, digits or signs of + = , . @ : / -");
      }
    }

    /** The account that the role with this ARN belongs to; empty if it is not the ARN of a role. */
    public static Optional<String> findAccountId(String roleArn) {
      Matcher arn = ARN.matcher(roleArn);
      return arn.matches() ? Optional.of(arn.group(1)) : Optional.empty();
    }

    /** Whether STS accepts it as an external id: 2 to 1224 characters. */
    public static boolean isExternalId(String text) {
      return EXTERNAL_ID.matcher(text).matches();
    }

    /** The account that the role belongs to. */
    public String accountId() {
      return findAccountId(roleArn).orElseThrow();
    }
  }

  /** A profile of the AWS configuration files. */
  record Profile(String name) implements Access {}

  /** Whatever the SDK's default chain finds: environment, instance profile, container. */
  record DefaultChain() implements Access {}

  /**
   * No access: the account is known from snapshots made elsewhere.
   *
   * @param sample whether it belongs to the bundled sample workspace
   */
  record SnapshotsOnly(boolean sample) implements Access {}
}
