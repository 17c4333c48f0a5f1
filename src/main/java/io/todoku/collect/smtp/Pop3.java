package io.todoku.collect.smtp;

import io.todoku.snapshot.MailServer.Ending;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Post Office Protocol (RFC 1939), with CAPA (RFC 2449 section 5). */
record Pop3() implements MailboxLanguage {

  /** Without CR LF (RFC 2449 section 4). */
  private static final int MAX_LINE = 510;

  @Override
  public void greeted(String line) throws EndedException {
    if (!succeeded(line)) {
      throw new EndedException(Ending.TURNED_AWAY);
    }
  }

  @Override
  public @Nullable List<String> capabilities(Wire wire) throws IOException {
    wire.send("CAPA");
    if (!succeeded(wire.line())) {
      return null;
    }
    List<String> capabilities = new ArrayList<>();
    for (String line = wire.line(); !line.equals("."); line = wire.line()) {
      if (line.length() > MAX_LINE || capabilities.size() == MAX_CAPABILITIES) {
        throw new EndedException(Ending.TOO_MUCH);
      }
      capabilities.add(Wire.printable(line.startsWith(".") ? line.substring(1) : line));
    }
    return capabilities;
  }

  @Override
  public boolean leave(Wire wire) throws IOException {
    wire.send("QUIT");
    return succeeded(wire.line());
  }

  private static boolean succeeded(String line) throws EndedException {
    if (line.length() > MAX_LINE) {
      throw new EndedException(Ending.TOO_MUCH);
    }
    if (line.matches("(?s)\\+OK( .*)?")) {
      return true;
    }
    if (line.matches("(?s)-ERR( .*)?")) {
      return false;
    }
    throw new EndedException(Ending.NOT_SMTP);
  }
}
