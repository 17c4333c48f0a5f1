package io.todoku.notify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The tickets of an account that could not be brought up to date. */
final class TicketFailures {

  private record TicketFailure(Ticket ticket, DeliveryFailedException cause) {

    /** The key, or what it is about where it has none. */
    String name() {
      return ticket.key == null ? ticket.rule + " " + ticket.resource : ticket.key;
    }
  }

  private final List<TicketFailure> failures = new ArrayList<>();

  void add(Ticket ticket, DeliveryFailedException cause) {
    failures.add(new TicketFailure(ticket, cause));
  }

  /** The last one tells that the tracker as a whole failed, if it did. */
  void throwIfAny() throws DeliveryFailedException {
    if (failures.isEmpty()) {
      return;
    }
    DeliveryFailedException last = failures.getLast().cause();
    boolean isOfTracker = !isOfOneTicket(last);
    if (isOfTracker || (failures.size() == 1 && last instanceof TicketBusyException)) {
      throw last;
    }
    TicketFailure first =
        failures.stream()
            .filter(failure -> failure.cause() instanceof RefusedRequestException)
            .findFirst()
            .orElse(failures.getFirst());
    throw new DeliveryFailedException(
        NoticeLine.of(
            "notify.failed.tickets", failures.size(), first.name(), first.cause().reason()),
        longestWait());
  }

  static boolean isOfOneTicket(DeliveryFailedException failed) {
    return failed instanceof RefusedRequestException || failed instanceof TicketBusyException;
  }

  private Duration longestWait() {
    return failures.stream()
        .map(failure -> failure.cause().retryAfter())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
