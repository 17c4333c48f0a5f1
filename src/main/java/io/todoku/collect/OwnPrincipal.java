package io.todoku.collect;

import io.todoku.collect.aws.AwsCollector;
import io.todoku.collect.aws.AwsLoginParameters;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds out what Todoku runs as, which the roles of accounts trust. */
@Component
class OwnPrincipal {

  private static final Duration MAX_AGE = Duration.ofMinutes(10);

  private final CachedProbe<Observed<String>> caller;

  OwnPrincipal(AwsCollector aws) {
    AwsLoginParameters own = new AwsLoginParameters("", null, null, null);
    this.caller = new CachedProbe<>(MAX_AGE, () -> aws.resolveCallerArn(own), System::nanoTime);
  }

  /** Empty where that is not known, or where no trust policy can name it for long. */
  Optional<RolePrincipal> find() {
    return caller() instanceof Known<String>(String arn)
        ? RolePrincipal.ofCaller(arn)
        : Optional.empty();
  }

  /** The ARN that STS tells of the credentials, or why it tells none. */
  Observed<String> caller() {
    return caller.get();
  }
}
