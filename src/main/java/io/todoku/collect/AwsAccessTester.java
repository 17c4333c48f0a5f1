package io.todoku.collect;

import io.todoku.account.AccessTester;
import io.todoku.account.Account;
import io.todoku.collect.aws.AwsCollector;
import io.todoku.collect.aws.AwsLoginParameters;
import io.todoku.snapshot.Observed;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tests the access to an account by asking AWS whom the credentials belong to. */
@Component
class AwsAccessTester implements AccessTester {

  private final AwsCollector aws;

  AwsAccessTester(AwsCollector aws) {
    this.aws = aws;
  }

  @Override
  public Observed<String> resolveCallerAccount(@Nullable Account account) {
    return aws.identify(
        account == null
            ? new AwsLoginParameters("", null, null, null)
            : AccountCollector.loginParameters(account));
  }
}
