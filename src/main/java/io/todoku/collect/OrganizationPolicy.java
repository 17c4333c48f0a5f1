package io.todoku.collect;

import io.todoku.collect.aws.AwsCollector;
import java.util.stream.Collectors;

/**
 * The policy of the role that lists the accounts of an organization: for the management account or
 * a delegated administrator only, beside the role that each account grants ({@link
 * RolePolicyFormat}).
 */
public final class OrganizationPolicy {

  private OrganizationPolicy() {}

  /** An IAM policy document. */
  public static String text() {
    return """
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Sid": "TodokuListsAccounts",
          "Effect": "Allow",
          "Action": [
    %s
          ],
          "Resource": "*"
        }
      ]
    }
    """
        .formatted(
            AwsCollector.organizationActions().stream()
                .sorted()
                .map(action -> "        \"" + action + "\"")
                .collect(Collectors.joining(",\n")));
  }
}
