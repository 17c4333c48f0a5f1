package io.todoku.notify;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How deliveries are attempted, under {@code todoku.notifications}.
 *
 * @param from sender of e-mails; blank: {@code spring.mail.username} where that is an address
 * @param firstRetry wait after the first failure; each further failure doubles it
 * @param longestRetry the longest wait between two attempts
 * @param giveUp no attempt after this time
 * @param connect the longest wait for a connection
 * @param total the longest wait for an answer, the connection included
 * @param atOnce how many deliveries a node makes at the same time, so that scans keep their threads
 * @param keep how long what was delivered or given up is shown
 * @param allowedNetworks private ranges whose webhooks may be posted to
 */
@ConfigurationProperties("todoku.notifications")
record NotificationSettings(
    @DefaultValue("") String from,
    @DefaultValue("10s") Duration firstRetry,
    @DefaultValue("1h") Duration longestRetry,
    @DefaultValue("2d") Duration giveUp,
    @DefaultValue("5s") Duration connect,
    @DefaultValue("15s") Duration total,
    @DefaultValue("8") int atOnce,
    @DefaultValue("30d") Duration keep,
    @DefaultValue({}) List<String> allowedNetworks) {

  /** The wait before the next attempt. */
  Duration delayAfter(int failures) {
    Duration wait = firstRetry;
    for (int i = 1; i < failures && wait.compareTo(longestRetry) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(longestRetry) < 0 ? wait : longestRetry;
  }
}
