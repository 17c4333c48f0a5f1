package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchRuntimeException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.todoku.snapshot.ReasonKind;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** What ends because this node stops is told from what failed. */
class StoppableHttpClientTests {

  @Test
  void aRequestOfAClosedClientIsAborted() {
    StoppableHttpClient http = new StoppableHttpClient(Apache5HttpClient.create());
    HttpExecuteRequest request = get("http://127.0.0.1:1/");

    http.close();

    assertThatThrownBy(() -> http.prepareRequest(request).call())
        .isInstanceOf(AbortedException.class)
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFailedRequestOfAnOpenClientKeepsItsException() throws Exception {
    int unused;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      unused = socket.getLocalPort();
    }
    try (StoppableHttpClient http = new StoppableHttpClient(Apache5HttpClient.create())) {
      assertThatThrownBy(() -> http.prepareRequest(get("http://127.0.0.1:" + unused + "/")).call())
          .isInstanceOf(ConnectException.class);
    }
  }

  /**
   * A request that waited for its turn when the node stopped finds the pool of connections shut.
   */
  @Test
  void aRequestOvertakenByTheStopIsCutOffAndNotABug() {
    AtomicReference<AwsClients> stopping = new AtomicReference<>();
    ScriptedAws aws =
        ScriptedAws.answering(request -> {
          stopping.get().close();
          throw new IllegalStateException("Connection pool shut down");
        });
    stopping.set(
        new AwsClients(
            AwsCollectorFixture.SHORT_LIMITS, new RequestMeters(new SimpleMeterRegistry()), aws));
    Ec2Client ec2 = stopping.get().ec2("ap-northeast-1");

    RuntimeException failure = catchRuntimeException(ec2::describeAddresses);

    assertThat(AwsFailures.reason("ap-northeast-1", ApiCall.DESCRIBE_ADDRESSES, failure).kind())
        .isEqualTo(ReasonKind.CUT_OFF);
    assertThat(aws.requests()).hasSize(1);
  }

  private static HttpExecuteRequest get(String uri) {
    return HttpExecuteRequest.builder()
        .request(SdkHttpRequest.builder().uri(URI.create(uri)).method(SdkHttpMethod.GET).build())
        .build();
  }
}
