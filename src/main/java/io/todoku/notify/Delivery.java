package io.todoku.notify;

import java.util.List;
import java.util.UUID;

/**
 * What a notifier sends at once.
 *
 * @param id the same at each attempt
 * @param notices one, or those of a digest, the oldest first
 */
record Delivery(UUID id, Channel channel, List<Notice> notices) {

  int count() {
    return notices.stream().mapToInt(Notice::count).sum();
  }
}
