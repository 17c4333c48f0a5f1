package io.todoku.account;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How an account is accessed. It contains no secret. */
public sealed interface Access {

  /** A role to assume, with the external id that its trust policy requires. */
  record IamRole(String roleArn, @Nullable String externalId) implements Access {

    /** Matches a role's ARN; its first group is the account id. */
    static final Pattern ARN =
        Pattern.compile("arn:aws[a-z-]*:iam::(\\d{12}):role/[\\w+=,.@/-]{1,240}");

    /** Matches an external id as STS accepts it: 2 to 1224 characters. */
    static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");

    /** The account that the role belongs to. */
    String accountId() {
      Matcher arn = ARN.matcher(roleArn);
      return arn.matches() ? arn.group(1) : "";
    }

    public IamRole {
      if (!ARN.matcher(roleArn).matches()) {
        throw new IllegalArgumentException(
            "a role ARN looks like arn:aws:iam::111111111111:role/Todoku");
      }
      if (externalId != null && !EXTERNAL_ID.matcher(externalId).matches()) {
        throw new IllegalArgumentException(
            "an external id has 2 to 1224 letters, digits or signs of + = , . @ : / -");
      }
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
