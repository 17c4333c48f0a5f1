package io.todoku.notify;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The ticket of a problem in the tracker of a channel. */
@Entity
@Table(name = "ticket")
class Ticket {

  /** How far it is. */
  enum TicketState {
    /** To be opened, or opened again. */
    WANTED,
    OPEN,
    /** Closed because of a waiver; opened again when that ends. */
    WAIVED,
    /** Closed because the problem is fixed. */
    CLOSED
  }

  @Id UUID id = UUID.randomUUID();
  UUID channelId = id;
  String accountId = "";
  String rule = "";
  String resource = "";

  @Enumerated(EnumType.STRING)
  TicketState state = TicketState.WANTED;

  /** Counts how often a new ticket was needed; part of the marker. */
  int occurrence = 1;

  /**
   * How often its problem began while the ticket was there. {@link Tickets} counts; a delivery,
   * which saves the ticket as it read it, never writes it.
   */
  @Column(updatable = false)
  int requests;

  /** How many of the requests a delivery has answered. */
  int handledRequests;

  /** As the tracker names it, such as {@code MAIL-17}; null before it is opened. */
  @Column(name = "ticket_key")
  @Nullable String key;

  /** {@link NotifiedItem#condition()} as the ticket last told it. */
  @Nullable String notified;

  /** When its creation was last sent, where nobody knows what came of it. */
  @Nullable Instant attemptedAt;

  /** Until when one delivery works on it, so that another node does not at the same time. */
  @Nullable Instant claimedUntil;

  Instant createdAt = Instant.EPOCH;

  /** When a delivery last worked on it, with success or without. */
  Instant changedAt = Instant.EPOCH;

  static Ticket wanted(UUID channel, String account, ItemKey item, Instant now) {
    Ticket ticket = new Ticket();
    ticket.channelId = channel;
    ticket.accountId = account;
    ticket.rule = item.rule();
    ticket.resource = item.resource();
    ticket.createdAt = now;
    ticket.changedAt = now;
    return ticket;
  }

  /** Whether its problem began and the ticket does not show that yet. */
  boolean isRequested() {
    return state == TicketState.WANTED || handledRequests < requests;
  }

  ItemKey item() {
    return new ItemKey(rule, resource);
  }

  /** Stands in the ticket, so that it is found where the answer to its creation was lost. */
  String marker() {
    String name = "%s/%s/%s/%s/%d".formatted(channelId, accountId, rule, resource, occurrence);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return "todoku-" + HexFormat.of().formatHex(hash, 0, 10);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
