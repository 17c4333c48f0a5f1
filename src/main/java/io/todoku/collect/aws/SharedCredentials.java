package io.todoku.collect.aws;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * Credentials that many accounts use. One of them resolves the credentials while the others wait,
 * so that sixty accounts start one {@code credential_process} and ask one sign-in service.
 */
final class SharedCredentials implements AutoCloseable {

  /**
   * How long a failure answers for all: long enough for the accounts of one scan, and too short to
   * be noticed by a person who has just signed in.
   */
  private static final long FAILURE_NANOS = Duration.ofSeconds(3).toNanos();

  private final Supplier<CredentialSource> newSource;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable CredentialSource source;
  private @Nullable Observed<AwsCredentials> failure;
  private long failedAtNanos;
  private @Nullable AwsCredentials latest;

  SharedCredentials(Supplier<CredentialSource> newSource, LongSupplier nanoTime) {
    this.newSource = newSource;
    this.nanoTime = nanoTime;
  }

  Observed<AwsCredentials> resolve(ApiCaller caller) {
    lock.lock();
    try {
      Observed<AwsCredentials> recent = failure;
      if (recent != null && nanoTime.getAsLong() - failedAtNanos < FAILURE_NANOS) {
        return recent;
      }
      CredentialSource current = source;
      if (current == null) {
        current = newSource.get();
        source = current;
      }
      Observed<AwsCredentials> resolved = current.resolve(caller);
      if (resolved instanceof Known<AwsCredentials>(AwsCredentials credentials)) {
        failure = null;
        latest = credentials;
      } else {
        failure = resolved;
        failedAtNanos = nanoTime.getAsLong();
        close(); // a new source reads what a sign-in has written since
      }
      return resolved;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Forgets the credentials if AWS refused these: the next caller resolves them anew. Those who
   * were refused with earlier ones change nothing.
   */
  void discard(AwsCredentials refused) {
    lock.lock();
    try {
      if (refused.equals(latest)) {
        close();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Forgets the source, and with it the credentials that it keeps. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (source != null) {
        source.close();
        source = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
