package io.todoku.collect;

import io.todoku.collect.aws.AwsCollector;
import io.todoku.collect.aws.AwsLoginParameters;
import io.todoku.snapshot.Observed.Known;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds out what Todoku runs as, which the roles of accounts trust. */
@Component
class OwnPrincipal {

  private static final Duration MAX_AGE = Duration.ofMinutes(10);

  private final CachedProbe<Optional<RolePrincipal>> principal;

  OwnPrincipal(AwsCollector aws) {
    AwsLoginParameters own = new AwsLoginParameters("", null, null, null);
    this.principal =
        new CachedProbe<>(
            MAX_AGE,
            () ->
                aws.resolveCallerArn(own) instanceof Known<String>(String arn)
                    ? RolePrincipal.ofCaller(arn)
                    : Optional.empty(),
            System::nanoTime);
  }

  /** Empty where there are no credentials, or AWS does not tell whose they are. */
  Optional<RolePrincipal> find() {
    return principal.get();
  }
}
