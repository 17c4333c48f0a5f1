package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sesv2.SesV2Client;

class SesQueriesTests {

  private static SesQueries in(String region, IOException failure) {
    AnonymousCredentialsProvider nobody = AnonymousCredentialsProvider.create();
    SesV2Client client =
        SesV2Client.builder()
            .region(Region.of(region))
            .credentialsProvider(nobody)
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .httpClient(new FailingHttpClient(failure))
            .build();
    return new SesQueries(client, region, new AccountSession("111111111111", nobody));
  }

  @Test
  void aRegionThatNeitherTheSdkNorDnsKnowsHasNoIdentities() {
    assertThat(in("xx-nowhere-9", new UnknownHostException("email")).identities()).isEmpty();
  }

  @Test
  void whenTheHostOfARegionWithSesIsNotFoundItIsAFailure() {
    assertThatExceptionOfType(SdkClientException.class)
        .isThrownBy(() -> in("ap-northeast-1", new UnknownHostException("email")).identities());
  }

  @Test
  void whenAHostExistsAndDoesNotAnswerItIsAFailure() {
    assertThatExceptionOfType(SdkClientException.class)
        .isThrownBy(() -> in("xx-nowhere-9", new ConnectException("refused")).identities());
  }

  /** A network on which every request ends the same way. */
  private record FailingHttpClient(IOException failure) implements SdkHttpClient {

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          throw failure;
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public void close() {}
  }
}
