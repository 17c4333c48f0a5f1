package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.s3.S3Client;

/** The time that uploads have. */
class AwsSessionsTests {

  private final AwsSessions sessions = new AwsSessions(NotificationSamples.settings());

  private ClientOverrideConfiguration limits(long octets) {
    try (AwsChannelSession session = sessions.openForUpload("", "", "ap-northeast-1", octets);
        S3Client s3 = session.client(S3Client.builder())) {
      return s3.serviceClientConfiguration().overrideConfiguration();
    }
  }

  @Test
  void anUploadHasTheTimeThatItsSizeNeeds() {
    assertThat(limits(1000).apiCallTimeout()).contains(Duration.ofMinutes(2));
    assertThat(limits(1000).apiCallAttemptTimeout()).contains(Duration.ofMinutes(2));
    assertThat(limits(64L * 1024 * 1024).apiCallTimeout())
        .contains(Duration.ofMinutes(2).plusSeconds(1024));
  }
}
