package io.todoku.collect.aws;

import io.todoku.peers.AwsProxy.AwsResponse;
import io.todoku.peers.AwsResponses;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;

/** A network in which each request is answered from a script, so that no server is needed. */
final class ScriptedAws implements SdkHttpClient {

  static final String ACCOUNT = "111111111111";
  static final AccountSession SESSION = session(Partition.AWS);

  static AccountSession session(Partition partition) {
    return new AccountSession(
        new CallerIdentity(ACCOUNT, ACCOUNT, partition),
        new SessionCredentials(
            AwsBasicCredentials.create("test", "test"),
            () -> {
              throw new IllegalStateException("nothing expires here");
            }));
  }

  /**
   * A request.
   *
   * @param host without its port
   * @param target the path and, for services that speak JSON, the operation
   */
  record Request(String host, String target, String body) {}

  private final Function<Request, AwsResponse> script;
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

  private ScriptedAws(Function<Request, AwsResponse> script) {
    this.script = script;
  }

  static ScriptedAws answering(Function<Request, AwsResponse> script) {
    return new ScriptedAws(script);
  }

  /** Answers every request to EC2 with the same content. */
  static ScriptedAws ec2(String action, String content) {
    return new ScriptedAws(request -> AwsResponses.ec2(action, content));
  }

  static ScriptedAws json(String body) {
    return new ScriptedAws(request -> AwsResponses.json(body));
  }

  /** Every request ends with this exception. */
  static ScriptedAws failing(IOException failure) {
    return new ScriptedAws(request -> {
      throw new UncheckedIOException(failure);
    });
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, String region) {
    return builder
        .region(Region.of(region))
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .overrideConfiguration(o ->
            o.retryStrategy(AwsRetryStrategy.doNotRetry())
                .addExecutionInterceptor(new ResponseValidationInterceptor()))
        .httpClient(this)
        .build();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        Request asked = read(request);
        requests.add(asked);
        AwsResponse answer;
        try {
          answer = script.apply(asked);
        } catch (UncheckedIOException e) {
          throw e.getCause();
        }
        return HttpExecuteResponse.builder()
            .response(
                SdkHttpResponse.builder()
                    .statusCode(answer.status())
                    .putHeader("Content-Type", answer.type())
                    .build())
            .responseBody(
                AbortableInputStream.create(
                    new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8))))
            .build();
      }

      @Override
      public void abort() {}
    };
  }

  private static Request read(HttpExecuteRequest request) throws IOException {
    String body =
        request.contentStreamProvider().isEmpty()
            ? ""
            : new String(
                request.contentStreamProvider().get().newStream().readAllBytes(),
                StandardCharsets.UTF_8);
    return new Request(
        request.httpRequest().host(),
        request.httpRequest().encodedPath()
            + request
                .httpRequest()
                .firstMatchingHeader("X-Amz-Target")
                .map(t -> " " + t)
                .orElse(""),
        body);
  }

  @Override
  public void close() {}
}
