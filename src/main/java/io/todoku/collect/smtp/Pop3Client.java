package io.todoku.collect.smtp;

import io.todoku.snapshot.MailServer.SmtpEnding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Post Office Protocol (RFC 1939), with CAPA (RFC 2449 section 5). */
record Pop3Client() implements MailboxClient {

  /** Without CR LF (RFC 2449 section 4). */
  private static final int MAX_LINE = 510;

  @Override
  public void checkGreeting(String line) throws DialogueEndedException {
    if (!isOk(line)) {
      throw new DialogueEndedException(SmtpEnding.TURNED_AWAY);
    }
  }

  @Override
  public @Nullable List<String> capabilities(MailConnection wire) throws IOException {
    wire.send("CAPA");
    if (!isOk(wire.readLine())) {
      return null;
    }
    List<String> capabilities = new ArrayList<>();
    for (String line = wire.readLine(); !line.equals("."); line = wire.readLine()) {
      if (line.length() > MAX_LINE || capabilities.size() == MAX_CAPABILITIES) {
        throw new DialogueEndedException(SmtpEnding.TOO_MUCH);
      }
      capabilities.add(MailConnection.printable(line.startsWith(".") ? line.substring(1) : line));
    }
    return capabilities;
  }

  @Override
  public boolean quit(MailConnection wire) throws IOException {
    wire.send("QUIT");
    return isOk(wire.readLine());
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
