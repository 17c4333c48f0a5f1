package io.todoku.notify;

import java.time.Duration;

/** One ticket has to wait; the tracker takes requests for others. */
final class TicketBusyException extends DeliveryFailedException {

  private static final long serialVersionUID = 1L;

  TicketBusyException(NoticeLine reason, Duration retryAfter) {
    super(reason, retryAfter);
  }
}
