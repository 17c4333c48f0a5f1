package io.todoku.notify;

import org.springframework.stereotype.Component;

/** Opens sessions with the time limits of notifications. */
@Component
public class AwsSessions {

  private final NotificationSettings settings;

  AwsSessions(NotificationSettings settings) {
    this.settings = settings;
  }

  /**
   * @param role ARN; empty: the credentials of this machine
   * @param externalId empty: none
   */
  public AwsChannelSession open(String role, String externalId, String region) {
    return AwsChannelSession.open(role, externalId, region, settings);
  }
}
