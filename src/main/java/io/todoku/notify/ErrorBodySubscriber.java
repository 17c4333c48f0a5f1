package io.todoku.notify;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Reads the beginning of the body of an error, and no body of a success: one that is endless, or
 * never arrives, must not make an accepted delivery fail.
 */
final class ErrorBodySubscriber implements BodySubscriber<String> {

  private static final int MAX_OCTETS = 1024;

  private final int limit;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private final CompletableFuture<String> text = new CompletableFuture<>();
  private @Nullable Subscription subscription;

  private ErrorBodySubscriber(int limit) {
    this.limit = limit;
  }

  static ErrorBodySubscriber forResponse(ResponseInfo response) {
    return new ErrorBodySubscriber(response.statusCode() / 100 == 2 ? 0 : MAX_OCTETS);
  }

  @Override
  public CompletionStage<String> getBody() {
    return text;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    if (limit == 0) {
      finish();
    } else {
      subscription.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] part = new byte[Math.min(buffer.remaining(), limit - read.size())];
      buffer.get(part);
      read.writeBytes(part);
    }
    if (read.size() >= limit) {
      finish();
    }
  }

  private void finish() {
    if (subscription != null) {
      subscription.cancel();
    }
    onComplete();
  }

  /** What was read before the connection broke is enough, because the status is known. */
  @Override
  public void onError(Throwable error) {
    onComplete();
  }

  @Override
  public void onComplete() {
    text.complete(read.toString(StandardCharsets.UTF_8));
  }
}
