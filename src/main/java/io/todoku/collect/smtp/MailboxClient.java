package io.todoku.collect.smtp;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a stranger may ask of POP3 or IMAP. It has no word for a name or a password. */
sealed interface MailboxClient permits Pop3Client, ImapClient {

  /** Entries of one announcement; no server has nearly as many. */
  int MAX_CAPABILITIES = 500;

  /**
   * Hears the first line.
   *
   * @throws EndedException where it turns us away, or is none of this protocol
   */
  void checkGreeting(String line) throws DialogueEndedException;

  /**
   * Asks what the server can do before TLS.
   *
   * @return null where it answers with an error, or says nothing of it
   * @throws EndedException where the server will not go on, or speaks out of step
   */
  @Nullable List<String> capabilities(MailConnection wire) throws IOException;

  /** Says good-bye; whether the reply belonged to that. */
  boolean quit(MailConnection wire) throws IOException;
}
