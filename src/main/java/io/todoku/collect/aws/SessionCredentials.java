package io.todoku.collect.aws;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * The credentials of one session in an account. They can be replaced once, where they expire while
 * the account is read.
 */
final class SessionCredentials implements AwsCredentialsProvider {

  private final Supplier<Observed<AwsCredentials>> newLogin;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile AwsCredentials current;
  private @Nullable Observed<AwsCredentials> renewed;

  /**
   * @param newLogin logs in to the same account again
   */
  SessionCredentials(AwsCredentials first, Supplier<Observed<AwsCredentials>> newLogin) {
    this.current = first;
    this.newLogin = newLogin;
  }

  @Override
  public AwsCredentials resolveCredentials() {
    return current;
  }

  /**
   * Logs in again. All calls that were refused share the one new login.
   *
   * @return Unknown, with the reason, where it fails
   */
  Observed<AwsCredentials> renew() {
    lock.lock();
    try {
      Observed<AwsCredentials> result = renewed;
      if (result == null) {
        result = newLogin.get();
        renewed = result;
        if (result instanceof Known<AwsCredentials>(AwsCredentials fresh)) {
          current = fresh;
        }
      }
      return result;
    } finally {
      lock.unlock();
    }
  }
}
