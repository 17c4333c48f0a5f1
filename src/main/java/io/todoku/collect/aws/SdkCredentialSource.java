package io.todoku.collect.aws;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
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

  /** A service that does not answer must not stop a scan for ever. */
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final AwsCredentialsProvider provider;
  private final Function<Exception, Reason> reason;

  SdkCredentialSource(AwsCredentialsProvider provider, Function<Exception, Reason> reason) {
    this.provider = provider;
    this.reason = reason;
  }

  @Override
  public Observed<AwsCredentials> resolve(ApiCaller caller) {
    var result = new CompletableFuture<Observed<AwsCredentials>>();
    Thread.startVirtualThread(() -> {
      try {
        result.complete(Observed.known(provider.resolveCredentials()));
      } catch (RuntimeException failure) {
        result.complete(Observed.unknown(reason.apply(failure)));
      } catch (Error bug) {
        result.completeExceptionally(bug);
      }
    });
    try {
      return result.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException bug) {
      throw new IllegalStateException(bug);
    } catch (TimeoutException e) {
      return Observed.unknown(
          reason.apply(new TimeoutException("no answer in " + TIMEOUT.toSeconds() + " s")));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Observed.unknown(
          Reason.of(ReasonKind.CUT_OFF, "AWS credentials", "the scan was stopped"));
    }
  }

  @Override
  public void close() {
    IoUtils.closeIfCloseable(provider, null);
  }
}
