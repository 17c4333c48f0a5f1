package io.todoku.notify;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** Opens sessions that send files. */
@Component
public class AwsSessions {

  /** However small the file is. */
  static final Duration MIN_UPLOAD = Duration.ofMinutes(2);

  /** A slow line: half a megabit in each second. */
  private static final int OCTETS_PER_SECOND = 64 * 1024;

  private final NotificationSettings settings;

  AwsSessions(NotificationSettings settings) {
    this.settings = settings;
  }

  /**
   * A session whose calls have the time that a file of this size needs.
   *
   * @param role ARN; empty: the credentials of this machine
   * @param externalId empty: none
   * @param octets size of the file
   */
  public AwsChannelSession openForUpload(
      String role, String externalId, String region, long octets) {
    Duration limit = MIN_UPLOAD.plusSeconds(octets / OCTETS_PER_SECOND);
    return AwsChannelSession.open(role, externalId, region, settings).withCallLimit(limit);
  }
}
