package io.todoku.collect.aws;

import java.io.IOException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * An HTTP client whose requests end with an {@link AbortedException} once it is closed. The clients
 * of the SDK throw an {@link IllegalStateException} then, which cannot be told from a bug, because
 * its type says nothing about closing.
 */
final class StoppableHttpClient implements SdkHttpClient {

  private final SdkHttpClient http;
  private volatile boolean closed;

  StoppableHttpClient(SdkHttpClient http) {
    this.http = http;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest prepared = http.prepareRequest(request);
    return new ExecutableHttpRequest() {

      @Override
      public HttpExecuteResponse call() throws IOException {
        try {
          return prepared.call();
        } catch (IOException | RuntimeException e) {
          if (closed) {
            throw AbortedException.create("The connection was closed because this node stops", e);
          }
          throw e;
        }
      }

      @Override
      public void abort() {
        prepared.abort();
      }
    };
  }

  @Override
  public String clientName() {
    return http.clientName();
  }

  @Override
  public void close() {
    closed = true;
    http.close();
  }
}
