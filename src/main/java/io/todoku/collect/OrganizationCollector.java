package io.todoku.collect;

import io.todoku.account.Access;
import io.todoku.collect.aws.AwsCollector;
import io.todoku.collect.aws.AwsLoginParameters;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.OrganizationListing;
import org.springframework.stereotype.Component;

/** Lists the accounts of an AWS organization. */
@Component
public class OrganizationCollector {

  private final AwsCollector aws;

  OrganizationCollector(AwsCollector aws) {
    this.aws = aws;
  }

  /**
   * Lists them now, which takes a second for each five accounts.
   *
   * @param access of the management account or of a delegated administrator
   * @return Unknown, with what helps, where the login fails or the accounts cannot be listed
   */
  public Observed<OrganizationListing> list(Access access) {
    return aws.organization(
        switch (access) {
          case Access.IamRole role ->
              new AwsLoginParameters(role.accountId(), role.roleArn(), role.externalId(), null);
          case Access.Profile(String name) -> new AwsLoginParameters("", null, null, name);
          case Access.DefaultChain _, Access.SnapshotsOnly _ ->
              new AwsLoginParameters("", null, null, null);
        });
  }
}
