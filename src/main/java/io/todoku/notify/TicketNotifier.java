package io.todoku.notify;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A kind of channel that keeps a ticket of each problem in a tracker. */
abstract class TicketNotifier implements Notifier {

  /** A token goes with each request, so only to this machine without TLS. */
  private static final Pattern SITE =
      Pattern.compile(
          "https://[A-Za-z0-9.-]+(:\\d{1,5})?/?|http://(127\\.0\\.0\\.1|localhost)(:\\d{1,5})?/?");

  private final TicketSync tickets;

  TicketNotifier(TicketSync tickets) {
    this.tickets = tickets;
  }

  /** The project that the channel names. */
  abstract TicketTracker tracker(Channel channel);

  @Override
  public final boolean keepsTickets() {
    return true;
  }

  @Override
  public final @Nullable String targetError(String target) {
    return SITE.matcher(target).matches() ? null : "notify.target.site";
  }

  /** A test opens no ticket; it reads what opening one needs. */
  @Override
  public final void send(Delivery delivery) throws DeliveryFailedException {
    TicketTracker tracker = tracker(delivery.channel());
    if (delivery.notices().getFirst().kind() == NoticeKind.TEST) {
      tracker.check();
      return;
    }
    List<String> accounts =
        delivery.notices().stream()
            .map(Notice::accountId)
            .filter(id -> !Objects.requireNonNull(id).isEmpty())
            .distinct()
            .toList();
    for (String account : accounts) {
      tickets.update(delivery.channel(), tracker, account);
    }
  }
}
