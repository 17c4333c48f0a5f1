package io.todoku.collect.smtp;

import io.todoku.snapshot.MailServer.SmtpEnding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Speaks POP3 (RFC 1939), with CAPA (RFC 2449 section 5), before login. */
record Pop3Client() implements MailboxClient {

  /** Octets in one line without CR LF (RFC 2449 section 4). */
  private static final int MAX_LINE = 510;

  @Override
  public void checkGreeting(String line) throws DialogueEndedException {
    if (!isOk(line)) {
      throw new DialogueEndedException(SmtpEnding.TURNED_AWAY);
    }
  }

  @Override
  public @Nullable List<String> capabilities(MailConnection connection) throws IOException {
    connection.send("CAPA");
    if (!isOk(connection.readLine())) {
      return null;
    }
    List<String> capabilities = new ArrayList<>();
    for (String line = connection.readLine(); !line.equals("."); line = connection.readLine()) {
      if (line.length() > MAX_LINE || capabilities.size() == MAX_CAPABILITIES) {
        throw new DialogueEndedException(SmtpEnding.TOO_MUCH);
      }
      capabilities.add(MailConnection.printable(line.startsWith(".") ? line.substring(1) : line));
    }
    return capabilities;
  }

  @Override
  public boolean quit(MailConnection connection) throws IOException {
    connection.send("QUIT");
    return isOk(connection.readLine());
  }

  private static boolean isOk(String line) throws DialogueEndedException {
    if (line.length() > MAX_LINE) {
      throw new DialogueEndedException(SmtpEnding.TOO_MUCH);
    }
    if (line.matches("(?s)\\+OK( .*)?")) {
      return true;
    }
    if (line.matches("(?s)-ERR( .*)?")) {
      return false;
    }
    throw new DialogueEndedException(SmtpEnding.NOT_SMTP);
  }
}
