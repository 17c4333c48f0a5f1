package io.todoku.collect;

import io.todoku.account.AccessTest;
import io.todoku.account.Account;
import io.todoku.collect.aws.AwsCollector;
import io.todoku.collect.aws.AwsLogin;
import io.todoku.snapshot.Observed;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tries the way into an account by asking AWS who we are. */
@Component
class LiveAccessTest implements AccessTest {

  private final AwsCollector aws;

  LiveAccessTest(AwsCollector aws) {
    this.aws = aws;
  }

  @Override
  public Observed<String> whoAnswers(@Nullable Account account) {
    return aws.identify(
        account == null ? new AwsLogin("", null, null, null) : Collector.login(account));
  }
}
