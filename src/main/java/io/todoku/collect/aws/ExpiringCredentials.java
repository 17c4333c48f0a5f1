package io.todoku.collect.aws;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Keeps temporary credentials until shortly before they expire. Is used by one thread a time. */
final class ExpiringCredentials {

  /** Longer than the calls that are made with them. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private final Duration margin;
  private final boolean keepsEndless;
  private @Nullable AwsCredentials kept;

  ExpiringCredentials() {
    this(MARGIN, false);
  }

  /**
   * @param margin how long before their end they are renewed
   * @param keepsEndless whether credentials that tell no end are kept
   */
  ExpiringCredentials(Duration margin, boolean keepsEndless) {
    this.margin = margin;
    this.keepsEndless = keepsEndless;
  }

  /** Returns what is kept, or else gets new credentials. A failure is not kept. */
  Observed<AwsCredentials> get(Supplier<Observed<AwsCredentials>> renewal) {
    AwsCredentials current = kept;
    if (current != null && isValid(current)) {
      return Observed.known(current);
    }
    Observed<AwsCredentials> fresh = renewal.get();
    kept = fresh instanceof Known<AwsCredentials>(AwsCredentials value) ? value : null;
    return fresh;
  }

  private boolean isValid(AwsCredentials credentials) {
    return credentials
        .expirationTime()
        .map(end -> Instant.now().plus(margin).isBefore(end))
        .orElse(keepsEndless);
  }
}
