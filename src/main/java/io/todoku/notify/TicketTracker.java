package io.todoku.notify;

import java.time.Instant;
import java.util.Optional;

/** A project in a tracker, as one channel reaches it. */
interface TicketTracker {

  /** The tracker does not have the ticket any more, or not for this user. */
  final class TicketGoneException extends Exception {

    private static final long serialVersionUID = 1L;
  }

  /** Reads what opening a ticket needs, without opening one. */
  void check() throws DeliveryFailedException;

  /**
   * Opens a ticket and returns its key.
   *
   * @param urgent for a failure; false for a warning
   * @throws UnclearAnswerException where it may have been opened
   */
  String create(TicketText text, String marker, boolean urgent) throws DeliveryFailedException;

  /** The key of the ticket that has this marker and was opened since then. */
  Optional<String> find(String marker, Instant since) throws DeliveryFailedException;

  void comment(String key, String text) throws DeliveryFailedException, TicketGoneException;

  /** Adds a comment and closes the ticket, unless it is closed already. */
  void close(String key, String text) throws DeliveryFailedException, TicketGoneException;

  /**
   * Opens a closed ticket again with a comment; one that is open gets the comment only.
   *
   * @return false where its workflow does not allow it
   */
  boolean reopen(String key, String text) throws DeliveryFailedException, TicketGoneException;
}
