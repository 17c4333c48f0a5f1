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
 * Reads the beginning of a refusal, and nothing of a success: a body that is endless, or never
 * comes, makes no delivery fail that was taken.
 */
final class ErrorBodySubscriber implements BodySubscriber<String> {

  private static final int MAX_OCTETS = 1024;

  private final int limit;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private final CompletableFuture<String> text = new CompletableFuture<>();
  private @Nullable Subscription subscription;

  private ErrorBodySubscriber(int wanted) {
    this.limit = wanted;
  }

  static ErrorBodySubscriber forResponse(ResponseInfo answer) {
    return new ErrorBodySubscriber(answer.statusCode() / 100 == 2 ? 0 : MAX_OCTETS);
  }

  @Override
  public CompletionStage<String> getBody() {
    return text;
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    if (limit == 0) {
      finish();
    } else {
      given.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] some = new byte[Math.min(buffer.remaining(), limit - read.size())];
      buffer.get(some);
      read.writeBytes(some);
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

  /** What came before a connection broke is enough: the status is known. */
  @Override
  public void onError(Throwable broken) {
    onComplete();
  }

  @Override
  public void onComplete() {
    text.complete(read.toString(StandardCharsets.UTF_8));
  }
}
