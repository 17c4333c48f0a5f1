package io.todoku.notify;

import io.todoku.notify.Ticket.TicketState;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes down which problems need a ticket, in the transaction of what was found. The deliveries of
 * the notices open them.
 */
@Component
public class Tickets {

  private static final Set<TicketState> FOLLOWED =
      EnumSet.of(TicketState.OPEN, TicketState.WAIVED, TicketState.WANTED);

  private final ChannelRepository channels;
  private final TicketRepository tickets;
  private final Notifiers notifiers;
  private final Outbox outbox;
  private final Clock clock;

  Tickets(
      ChannelRepository channels,
      TicketRepository tickets,
      Notifiers notifiers,
      Outbox outbox,
      Clock clock) {
    this.channels = channels;
    this.tickets = tickets;
    this.notifiers = notifiers;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Wants a ticket of each item that begins to fail, in each tracker of the client. */
  @Transactional
  public void request(String accountId, String client, List<ItemKey> failing) {
    if (failing.isEmpty()) {
      return;
    }
    channels.findByEnabledTrue().stream()
        .filter(channel -> notifiers.of(channel).keepsTickets() && channel.isOfClient(client))
        .forEach(channel -> failing.forEach(item -> want(channel.id, accountId, item)));
  }

  private void want(UUID channel, String accountId, ItemKey item) {
    boolean counted =
        tickets
            .findByChannelIdAndAccountIdAndRuleAndResource(
                channel, accountId, item.rule(), item.resource())
            .filter(ticket -> tickets.request(ticket.id) == 1)
            .isPresent();
    if (!counted) {
      tickets.save(Ticket.wanted(channel, accountId, item, clock.instant()));
    }
  }

  /** The accounts that have tickets which a waiver can close or open. */
  @Transactional(readOnly = true)
  public List<String> followedAccounts() {
    return tickets.findAccountsWithStates(FOLLOWED);
  }

  /**
   * Updates the tickets of an account where waivers began or ended.
   *
   * @param waived the problems under a waiver
   */
  @Transactional
  public void waiversChanged(
      String accountId, String client, String accountName, Set<ItemKey> waived) {
    tickets.findByAccountIdAndStateIn(accountId, FOLLOWED).stream()
        .filter(ticket ->
            ticket.state != TicketState.WANTED
                && (ticket.state == TicketState.WAIVED) != waived.contains(ticket.item()))
        .map(ticket -> ticket.channelId)
        .distinct()
        .forEach(channel -> outbox.updateTickets(channel, accountId, client, accountName));
  }
}
