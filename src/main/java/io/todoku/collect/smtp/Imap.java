package io.todoku.collect.smtp;

import io.todoku.snapshot.MailServer.Ending;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Internet Message Access Protocol (RFC 9051, RFC 3501). */
record Imap() implements MailboxLanguage {

  private static final String ASK = "a1";
  private static final String LEAVE = "a2";

  @Override
  public void greeted(String line) throws EndedException {
    if (is(line, "* BYE")) {
      throw new EndedException(Ending.TURNED_AWAY);
    }
    if (!is(line, "* OK") && !is(line, "* PREAUTH")) {
      throw new EndedException(Ending.NOT_SMTP);
    }
  }

  @Override
  public @Nullable List<String> capabilities(Wire wire) throws IOException {
    wire.send(ASK + " CAPABILITY");
    @Nullable List<String> capabilities = null;
    for (String line = wire.line(); ; line = wire.line()) {
      if (is(line, ASK + " OK")) {
        return capabilities;
      }
      if (is(line, ASK + " NO") || is(line, ASK + " BAD") || is(line, "* BAD")) {
        return null;
      }
      if (is(line, "* BYE")) {
        throw new EndedException(Ending.TURNED_AWAY);
      }
      if (!line.startsWith("* ")) {
        throw new EndedException(Ending.NOT_SMTP);
      }
      if (is(line, "* CAPABILITY")) {
        capabilities = atoms(line);
      }
    }
  }

  private static List<String> atoms(String line) throws EndedException {
    List<String> atoms = Arrays.stream(line.strip().split(" +")).skip(2).toList();
    if (atoms.size() > MAX_CAPABILITIES) {
      throw new EndedException(Ending.TOO_MUCH);
    }
    return atoms.stream().map(Wire::printable).toList();
  }

  @Override
  public boolean leave(Wire wire) throws IOException {
    wire.send(LEAVE + " LOGOUT");
    String line = wire.line();
    while (line.startsWith("* ")) {
      line = wire.line();
    }
    return line.startsWith(LEAVE + " ");
  }

  /** Words in any case (RFC 9051 section 9), up to the end of one. */
  private static boolean is(String line, String start) {
    return line.regionMatches(true, 0, start, 0, start.length())
        && (line.length() == start.length() || line.charAt(start.length()) == ' ');
  }
}
