package io.todoku.collect.smtp;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands of POP3 or IMAP that need no login. There is none for a user name or a password. */
sealed interface MailboxClient permits Pop3Client, ImapClient {

  /** Capabilities in one answer; no server has nearly as many. */
  int MAX_CAPABILITIES = 500;

  /**
   * Checks the server's first line.
   *
   * @throws DialogueEndedException if it refuses the connection, or is not of this protocol
   */
  void checkGreeting(String line) throws DialogueEndedException;

  /**
   * Asks for the capabilities before TLS.
   *
   * @return null if the server answers with an error, or without capabilities
   * @throws DialogueEndedException if the server ends the dialogue, or speaks out of step
   */
  @Nullable List<String> capabilities(MailConnection connection) throws IOException;

  /** Ends the session. Returns whether the reply belongs to that command. */
  boolean quit(MailConnection connection) throws IOException;
}
