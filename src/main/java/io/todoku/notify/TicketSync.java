package io.todoku.notify;

import io.todoku.notify.ProblemState.NotObserved;
import io.todoku.notify.ProblemState.Over;
import io.todoku.notify.ProblemState.Present;
import io.todoku.notify.Ticket.TicketState;
import io.todoku.notify.TicketTracker.TicketGoneException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings the tickets of an account to what is known of its problems now. Doing it again, after a
 * failure or on another node, changes nothing: what was done is stored after each step, and a
 * ticket whose creation was not confirmed is searched for before it is created again.
 */
@Component
class TicketSync {

  private static final Logger log = LoggerFactory.getLogger(TicketSync.class);

  /** Longer than all calls for one ticket may take together. */
  private static final Duration CLAIM = Duration.ofMinutes(3);

  /** After this time a tracker's search finds what was created. */
  static final Duration SETTLED = Duration.ofSeconds(60);

  /** Those that are to be opened first, then those that were not worked on for longest. */
  private static final Comparator<Ticket> MOST_URGENT_FIRST =
      Comparator.comparing(Ticket::isRequested)
          .reversed()
          .thenComparing(ticket -> ticket.changedAt);

  private final TicketRepository tickets;
  private final ObjectProvider<NotifiedItems> items;
  private final TicketTexts texts;
  private final TransactionTemplate transactions;
  private final Clock clock;

  TicketSync(
      TicketRepository tickets,
      ObjectProvider<NotifiedItems> items,
      TicketTexts texts,
      TransactionTemplate transactions,
      Clock clock) {
    this.tickets = tickets;
    this.items = items;
    this.texts = texts;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Goes on past a ticket that fails by itself, and stops where the tracker as a whole fails.
   *
   * @throws DeliveryFailedException where a ticket could not be brought there; others may have been
   */
  void update(Channel channel, TicketTracker tracker, String accountId)
      throws DeliveryFailedException {
    // read before the problems: what requested a ticket that is read here is known there
    List<Ticket> rows = tickets.findByChannelIdAndAccountId(channel.id, accountId);
    Map<ItemKey, ProblemState> problems =
        items
            .getObject()
            .of(accountId, rows.stream().map(Ticket::item).collect(Collectors.toSet()));
    TicketFailures failures = new TicketFailures();
    for (Ticket row : rows.stream().sorted(MOST_URGENT_FIRST).toList()) {
      ProblemState problem = problems.get(row.item());
      if (problem == null || isUpToDate(row, problem)) {
        continue;
      }
      try {
        claimAndAdvance(channel, tracker, row, problem);
      } catch (DeliveryFailedException failed) {
        failures.add(row, failed);
        if (!TicketFailures.isOfOneTicket(failed)) {
          break;
        }
      }
    }
    failures.throwIfAny();
  }

  private static boolean isUpToDate(Ticket ticket, ProblemState problem) {
    return switch (problem) {
      case Present(NotifiedItem item) ->
          !ticket.isRequested()
              && switch (ticket.state) {
                case WANTED -> false;
                case OPEN -> item.waived() == null && item.condition().equals(ticket.notified);
                case WAIVED -> item.waived() != null;
                case CLOSED -> true;
              };
      case Over _ -> ticket.state == TicketState.CLOSED;
      case NotObserved _ ->
          switch (ticket.state) {
            case WANTED -> false;
            case OPEN -> isNotObservedTold(ticket);
            case WAIVED, CLOSED -> true;
          };
    };
  }

  private static boolean isNotObservedTold(Ticket ticket) {
    return ticket.notified != null && ticket.notified.endsWith(NotifiedItem.UNKNOWN);
  }

  private void claimAndAdvance(
      Channel channel, TicketTracker tracker, Ticket row, ProblemState problem)
      throws DeliveryFailedException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Integer claimed = transactions.execute(_ -> tickets.claim(row.id, now, now.plus(CLAIM)));
    if (Objects.requireNonNull(claimed) == 0) {
      throw busy();
    }
    Ticket ticket = tickets.findById(row.id).orElse(null);
    if (ticket == null) {
      return;
    }
    try {
      if (ticket.requests != row.requests) {
        throw busy();
      }
      advance(channel, tracker, ticket, problem);
      ticket.handledRequests = row.requests;
    } catch (TicketGoneException gone) {
      log.info("The ticket {} is gone; nothing more is written to it", ticket.key);
      forget(ticket);
      ticket.handledRequests = row.requests;
    } finally {
      ticket.changedAt = now;
      store(ticket, null);
    }
  }

  private static TicketBusyException busy() {
    return new TicketBusyException(NoticeLine.of("notify.failed.ticket-busy"), Duration.ZERO);
  }

  /**
   * Writes the ticket unless it was removed, or its claim ran out and another delivery has it.
   *
   * @param claimedUntil until when it is claimed from now on; null where it is let go
   * @return whether it was written
   */
  private boolean store(Ticket ticket, @Nullable Instant claimedUntil) {
    return Objects.requireNonNull(
        transactions.execute(_ -> {
          boolean isOurs =
              tickets
                  .findById(ticket.id)
                  .filter(stored -> Objects.equals(stored.claimedUntil, ticket.claimedUntil))
                  .isPresent();
          if (isOurs) {
            ticket.claimedUntil = claimedUntil;
            tickets.save(ticket);
          }
          return isOurs;
        }));
  }

  private void advance(Channel channel, TicketTracker tracker, Ticket ticket, ProblemState problem)
      throws DeliveryFailedException, TicketGoneException {
    if (ticket.state == TicketState.OPEN) {
      follow(channel, tracker, ticket, problem);
    } else if (problem instanceof Present(NotifiedItem item) && item.waived() == null) {
      open(channel, tracker, ticket, item);
    } else {
      leaveClosed(channel, tracker, ticket, problem);
    }
  }

  private void follow(Channel channel, TicketTracker tracker, Ticket ticket, ProblemState problem)
      throws DeliveryFailedException, TicketGoneException {
    String key = Objects.requireNonNull(ticket.key);
    switch (problem) {
      case Over end -> {
        tracker.close(key, texts.ended(channel, end));
        ticket.state = TicketState.CLOSED;
      }
      case NotObserved unknown -> {
        if (!isNotObservedTold(ticket)) {
          tracker.comment(key, texts.notObserved(channel, unknown));
          ticket.notified = NotifiedItem.UNKNOWN;
        }
      }
      case Present(NotifiedItem item) -> {
        if (item.waived() != null) {
          tracker.close(key, texts.waived(channel, item));
          ticket.state = TicketState.WAIVED;
        } else if (!item.condition().equals(ticket.notified)) {
          if (!item.unknown() || !isNotObservedTold(ticket)) {
            tracker.comment(key, texts.changed(channel, item));
          }
          ticket.notified = item.condition();
        }
      }
    }
  }

  private void open(Channel channel, TicketTracker tracker, Ticket ticket, NotifiedItem item)
      throws DeliveryFailedException {
    if (ticket.key != null) {
      reopen(channel, tracker, ticket, item);
    } else {
      create(channel, tracker, ticket, item);
    }
  }

  /** Of a problem that went away before its ticket was open, or may have been opened. */
  private void leaveClosed(
      Channel channel, TicketTracker tracker, Ticket ticket, ProblemState problem)
      throws DeliveryFailedException, TicketGoneException {
    if (ticket.attemptedAt != null) {
      Optional<String> opened = findAttempted(tracker, ticket, ticket.attemptedAt);
      ticket.attemptedAt = null;
      if (opened.isPresent()) {
        ticket.key = opened.get();
        ticket.state = TicketState.OPEN;
        follow(channel, tracker, ticket, problem);
        return;
      }
    }
    boolean isWaived = problem instanceof Present && ticket.key != null;
    ticket.state = isWaived ? TicketState.WAIVED : TicketState.CLOSED;
    if (ticket.key == null && ticket.occurrence == 1) {
      transactions.executeWithoutResult(
          _ -> tickets.deleteUnlessRequested(ticket.id, ticket.requests));
    }
  }

  /** A new one where the old one is gone, or its workflow does not let it be opened again. */
  private void reopen(Channel channel, TicketTracker tracker, Ticket ticket, NotifiedItem item)
      throws DeliveryFailedException {
    boolean reopened;
    try {
      reopened = tracker.reopen(Objects.requireNonNull(ticket.key), texts.again(channel, item));
    } catch (TicketGoneException gone) {
      reopened = false;
    }
    if (reopened) {
      ticket.state = TicketState.OPEN;
      ticket.notified = item.condition();
    } else {
      forget(ticket);
      ticket.state = TicketState.WANTED;
      create(channel, tracker, ticket, item);
    }
  }

  private static void forget(Ticket ticket) {
    ticket.state = TicketState.CLOSED;
    ticket.key = null;
    ticket.attemptedAt = null;
    ticket.notified = null;
    ticket.occurrence++;
  }

  private void create(Channel channel, TicketTracker tracker, Ticket ticket, NotifiedItem item)
      throws DeliveryFailedException {
    Optional<String> earlier =
        ticket.attemptedAt == null
            ? Optional.empty()
            : findAttempted(tracker, ticket, ticket.attemptedAt);
    ticket.key = earlier.isPresent() ? earlier.get() : createNow(channel, tracker, ticket, item);
    ticket.attemptedAt = null;
    ticket.state = TicketState.OPEN;
    ticket.notified = item.condition();
  }

  /** Nothing is created before it is stored that this delivery is about to do so. */
  private String createNow(Channel channel, TicketTracker tracker, Ticket ticket, NotifiedItem item)
      throws DeliveryFailedException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    ticket.attemptedAt = now;
    if (!store(ticket, now.plus(CLAIM))) {
      throw busy();
    }
    TicketText text = texts.ticket(channel, item, ticket.marker());
    try {
      return tracker.create(text, ticket.marker(), item.failing());
    } catch (UnclearAnswerException unclear) {
      throw unclear;
    } catch (DeliveryFailedException refused) {
      ticket.attemptedAt = null;
      throw refused;
    }
  }

  /** Waits until a search that finds nothing shows that nothing was created. */
  private Optional<String> findAttempted(TicketTracker tracker, Ticket ticket, Instant attemptedAt)
      throws DeliveryFailedException {
    Optional<String> found = tracker.find(ticket.marker(), attemptedAt);
    Duration left = Duration.between(clock.instant(), attemptedAt.plus(SETTLED));
    if (found.isEmpty() && left.isPositive()) {
      throw new TicketBusyException(NoticeLine.of("notify.failed.ticket-unclear"), left);
    }
    return found;
  }
}
