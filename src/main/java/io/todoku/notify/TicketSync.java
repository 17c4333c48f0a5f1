package io.todoku.notify;

import io.todoku.notify.Ticket.TicketState;
import io.todoku.notify.TicketTracker.TicketGoneException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
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

  /** After so many tickets that failed, the others would most likely fail too. */
  private static final int MAX_FAILURES = 3;

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
   * @throws DeliveryFailedException of the first ticket that could not be brought there; others may
   *     have been
   */
  void update(Channel channel, TicketTracker tracker, String accountId)
      throws DeliveryFailedException {
    Map<ItemKey, NotifiedItem> problems = items.getObject().of(accountId);
    DeliveryFailedException first = null;
    int failures = 0;
    for (Ticket row :
        tickets.findByChannelIdAndAccountIdOrderByCreatedAtAscIdAsc(channel.id, accountId)) {
      NotifiedItem problem = problems.get(row.item());
      if (isUpToDate(row, problem)) {
        continue;
      }
      try {
        advance(channel, tracker, row.id, problem);
      } catch (DeliveryFailedException failed) {
        first = first == null ? failed : first;
        failures++;
        if (failures == MAX_FAILURES || !failed.retryAfter().isZero()) {
          break;
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static boolean isUpToDate(Ticket ticket, @Nullable NotifiedItem problem) {
    return switch (ticket.state) {
      case WANTED -> false;
      case OPEN ->
          problem != null
              && problem.waived() == null
              && problem.condition().equals(ticket.notified);
      case WAIVED -> problem != null && problem.waived() != null;
      case CLOSED -> true;
    };
  }

  private void advance(
      Channel channel, TicketTracker tracker, UUID id, @Nullable NotifiedItem problem)
      throws DeliveryFailedException {
    Instant now = clock.instant();
    Integer claimed = transactions.execute(_ -> tickets.claim(id, now, now.plus(CLAIM)));
    if (Objects.requireNonNull(claimed) == 0) {
      throw new DeliveryFailedException(NoticeLine.of("notify.failed.ticket-busy"));
    }
    Ticket ticket = tickets.findById(id).orElse(null);
    if (ticket == null) {
      return;
    }
    try {
      advance(channel, tracker, ticket, problem);
    } catch (TicketGoneException gone) {
      log.info("The ticket {} is gone; nothing more is written to it", ticket.key);
      forget(ticket);
    } finally {
      if (tickets.existsById(id)) {
        ticket.claimedUntil = null;
        ticket.changedAt = clock.instant();
        tickets.save(ticket);
      }
    }
  }

  private void advance(
      Channel channel, TicketTracker tracker, Ticket ticket, @Nullable NotifiedItem problem)
      throws DeliveryFailedException, TicketGoneException {
    switch (ticket.state) {
      case WANTED -> open(channel, tracker, ticket, problem);
      case OPEN -> follow(channel, tracker, ticket, problem);
      case WAIVED -> {
        if (problem == null) {
          ticket.state = TicketState.CLOSED;
        } else {
          reopen(channel, tracker, ticket, problem);
        }
      }
      case CLOSED -> {}
    }
  }

  private void follow(
      Channel channel, TicketTracker tracker, Ticket ticket, @Nullable NotifiedItem problem)
      throws DeliveryFailedException, TicketGoneException {
    String key = Objects.requireNonNull(ticket.key);
    if (problem == null) {
      tracker.close(key, texts.fixed(channel));
      ticket.state = TicketState.CLOSED;
    } else if (problem.waived() != null) {
      tracker.close(key, texts.waived(channel, problem));
      ticket.state = TicketState.WAIVED;
    } else if (!problem.condition().equals(ticket.notified)) {
      tracker.comment(key, texts.changed(channel, problem));
      ticket.notified = problem.condition();
    }
  }

  private void open(
      Channel channel, TicketTracker tracker, Ticket ticket, @Nullable NotifiedItem problem)
      throws DeliveryFailedException, TicketGoneException {
    if (problem == null || problem.waived() != null) {
      dropWanted(channel, tracker, ticket, problem);
    } else if (ticket.key != null) {
      reopen(channel, tracker, ticket, problem);
    } else {
      create(channel, tracker, ticket, problem);
    }
  }

  /** Of a problem that went away before its ticket was open, or may have been opened. */
  private void dropWanted(
      Channel channel, TicketTracker tracker, Ticket ticket, @Nullable NotifiedItem problem)
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
    if (ticket.key == null) {
      tickets.deleteById(ticket.id);
    } else {
      ticket.state = TicketState.CLOSED;
    }
  }

  /** A new one where the old one is gone, or its workflow does not let it be opened again. */
  private void reopen(Channel channel, TicketTracker tracker, Ticket ticket, NotifiedItem problem)
      throws DeliveryFailedException {
    boolean reopened;
    try {
      reopened = tracker.reopen(Objects.requireNonNull(ticket.key), texts.again(channel, problem));
    } catch (TicketGoneException gone) {
      reopened = false;
    }
    if (reopened) {
      ticket.state = TicketState.OPEN;
      ticket.notified = problem.condition();
    } else {
      forget(ticket);
      ticket.state = TicketState.WANTED;
      create(channel, tracker, ticket, problem);
    }
  }

  private static void forget(Ticket ticket) {
    ticket.state = TicketState.CLOSED;
    ticket.key = null;
    ticket.notified = null;
    ticket.occurrence++;
  }

  private void create(Channel channel, TicketTracker tracker, Ticket ticket, NotifiedItem problem)
      throws DeliveryFailedException {
    Optional<String> earlier =
        ticket.attemptedAt == null
            ? Optional.empty()
            : findAttempted(tracker, ticket, ticket.attemptedAt);
    ticket.key = earlier.isPresent() ? earlier.get() : createNow(channel, tracker, ticket, problem);
    ticket.attemptedAt = null;
    ticket.state = TicketState.OPEN;
    ticket.notified = problem.condition();
    tickets.save(ticket);
  }

  private String createNow(
      Channel channel, TicketTracker tracker, Ticket ticket, NotifiedItem problem)
      throws DeliveryFailedException {
    ticket.attemptedAt = clock.instant();
    tickets.save(ticket);
    TicketText text = texts.ticket(channel, problem, ticket.marker());
    try {
      return tracker.create(text, ticket.marker(), problem.failing());
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
      throw new DeliveryFailedException(NoticeLine.of("notify.failed.ticket-unclear"), left);
    }
    return found;
  }
}
