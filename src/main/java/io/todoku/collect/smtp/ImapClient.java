package io.todoku.collect.smtp;

import io.todoku.snapshot.MailServer.SmtpEnding;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Speaks IMAP (RFC 9051, RFC 3501) before login. */
record ImapClient() implements MailboxClient {

  private static final String CAPABILITY_TAG = "a1";
  private static final String LOGOUT_TAG = "a2";

  @Override
  public void checkGreeting(String line) throws DialogueEndedException {
    if (startsWithWords(line, "* BYE")) {
      throw new DialogueEndedException(SmtpEnding.TURNED_AWAY);
    }
    if (!startsWithWords(line, "* OK") && !startsWithWords(line, "* PREAUTH")) {
      throw new DialogueEndedException(SmtpEnding.NOT_SMTP);
    }
  }

  @Override
  public @Nullable List<String> capabilities(MailConnection connection) throws IOException {
    connection.send(CAPABILITY_TAG + " CAPABILITY");
    @Nullable List<String> capabilities = null;
    for (String line = connection.readLine(); ; line = connection.readLine()) {
      if (startsWithWords(line, CAPABILITY_TAG + " OK")) {
        return capabilities;
      }
      if (startsWithWords(line, CAPABILITY_TAG + " NO")
          || startsWithWords(line, CAPABILITY_TAG + " BAD")
          || startsWithWords(line, "* BAD")) {
        return null;
      }
      if (startsWithWords(line, "* BYE")) {
        throw new DialogueEndedException(SmtpEnding.TURNED_AWAY);
      }
      if (!line.startsWith("* ")) {
        throw new DialogueEndedException(SmtpEnding.NOT_SMTP);
      }
      if (startsWithWords(line, "* CAPABILITY")) {
        capabilities = atoms(line);
      }
    }
  }

  private static List<String> atoms(String line) throws DialogueEndedException {
    List<String> atoms = Arrays.stream(line.strip().split(" +")).skip(2).toList();
    if (atoms.size() > MAX_CAPABILITIES) {
      throw new DialogueEndedException(SmtpEnding.TOO_MUCH);
    }
    return atoms.stream().map(MailConnection::printable).toList();
  }

  @Override
  public boolean quit(MailConnection connection) throws IOException {
    connection.send(LOGOUT_TAG + " LOGOUT");
    String line = connection.readLine();
    while (line.startsWith("* ")) {
      line = connection.readLine();
    }
    return line.startsWith(LOGOUT_TAG + " ");
  }

  /**
   * Whether the line starts with these words, in any case (RFC 9051 section 9), and the last one is
   * complete.
   */
  private static boolean startsWithWords(String line, String start) {
    return line.regionMatches(true, 0, start, 0, start.length())
        && (line.length() == start.length() || line.charAt(start.length()) == ' ');
  }
}
