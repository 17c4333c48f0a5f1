package io.todoku.collect.aws;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.utils.IoUtils;

/** A source of the SDK, which refreshes its credentials shortly before they expire. */
final class SdkCredentialSource implements CredentialSource {

  /** A program or a service that does not answer must not stop a scan for ever. */
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final AwsCredentialsProvider provider;
  private final Function<Exception, Reason> reason;

  SdkCredentialSource(AwsCredentialsProvider provider, Function<Exception, Reason> reason) {
    this.provider = provider;
    this.reason = reason;
  }

  @Override
  public Observed<AwsCredentials> resolve(ApiCaller caller) {
    var credentials = new CompletableFuture<AwsCredentials>();
    Thread.startVirtualThread(() -> {
      try {
        credentials.complete(provider.resolveCredentials());
      } catch (RuntimeException | Error e) {
        credentials.completeExceptionally(e);
      }
    });
    try {
      return Observed.known(credentials.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      return Observed.unknown(reason.apply((Exception) e.getCause()));
    } catch (TimeoutException e) {
      return Observed.unknown(
          reason.apply(new TimeoutException("no answer in " + TIMEOUT.toSeconds() + " s")));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Observed.unknown(reason.apply(e));
    }
  }

  @Override
  public void close() {
    IoUtils.closeIfCloseable(provider, null);
  }
}
