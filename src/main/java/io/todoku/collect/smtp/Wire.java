package io.todoku.collect.smtp;

import io.todoku.snapshot.MailServer.Ending;
import io.todoku.snapshot.MailServer.Line;
import io.todoku.snapshot.MailServer.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** Commands out, replies in (RFC 5321 section 4.2), both kept, everything bounded. */
final class Wire {

  private static final int MAX_KEPT_LINES = 500;
  private static final int MAX_REPLY_TEXT = 4000;

  private Socket socket;
  private InputStream in;
  private final ProbeLimits limits;
  private final Clock clock;
  private final List<Line> transcript = new ArrayList<>();
  private final long end;
  private int received;
  private boolean dead;

  Wire(Socket socket, ProbeLimits limits, Clock clock) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.limits = limits;
    this.clock = clock;
    this.end = System.nanoTime() + limits.dialogue().toNanos();
  }

  List<Line> transcript() {
    return List.copyOf(transcript);
  }

  /**
   * Sends one command.
   *
   * @throws EndedException also where a reply lies there that nobody asked for: from then on, no
   *     one could say which reply belongs to which command
   */
  void send(String command) throws IOException {
    if (dead) {
      throw new EndedException(Ending.DROPPED);
    }
    if (in.available() > 0) {
      throw new EndedException(Ending.NOT_SMTP);
    }
    keep(true, command);
    try {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new EndedException(Ending.DROPPED);
    }
  }

  /**
   * Sends a command and waits for its reply.
   *
   * @throws EndedException also at a 421, which ends the dialogue wherever it comes (RFC 5321
   *     section 3.8)
   */
  Reply ask(String command) throws IOException {
    send(command);
    Reply reply = reply();
    if (reply.code() == 421) {
      throw new EndedException(Ending.TURNED_AWAY);
    }
    return reply;
  }

  /**
   * Goes on encrypted. Whatever was said before in the clear does not count any more (RFC 3207
   * section 4.2); where something lies there already, it is no answer to what will be asked.
   *
   * @throws EndedException where the handshake takes longer than a reply may, or such words lie
   *     there
   * @throws IOException where it fails
   */
  SSLSession encrypt(Handshake handshake) throws IOException {
    if (in.available() > 0) {
      throw new EndedException(Ending.NOT_SMTP);
    }
    Socket plain = socket;
    plain.setSoTimeout((int) limits.reply().toMillis());
    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> watch =
        ForkJoinPool.commonPool()
            .schedule(
                () -> {
                  late.set(true);
                  plain.close(); // a peer that trickles never makes a read too slow
                  return true;
                },
                limits.reply().toNanos(),
                TimeUnit.NANOSECONDS);
    try {
      SSLSocket secure = handshake.over(plain);
      socket = secure;
      in = secure.getInputStream();
      return secure.getSession();
    } catch (IOException failed) {
      dead = true; // nobody could say any more what is a reply and what a record of TLS
      if (late.get()) {
        throw new EndedException(Ending.TIMEOUT);
      }
      throw failed;
    } finally {
      watch.cancel(false);
    }
  }

  /**
   * One whole reply.
   *
   * @throws EndedException where the server is too slow, says too much, no SMTP, or nothing more
   */
  Reply reply() throws IOException {
    long replyEnd = replyEnd();
    StringBuilder text = new StringBuilder();
    String first = "";
    for (int i = 0; i < limits.replyLines(); i++) {
      String line = line(replyEnd);
      keep(false, line);
      String code = line.substring(0, Math.min(3, line.length()));
      if (!line.matches("[2-5][0-9]{2}([ -].*)?") || (i > 0 && !code.equals(first))) {
        throw new EndedException(Ending.NOT_SMTP);
      }
      first = code;
      text.append(text.isEmpty() ? "" : "\n")
          .append(line.length() > 4 ? printable(line.substring(4)) : "");
      if (line.length() == 3 || line.charAt(3) == ' ') {
        return new Reply(
            Integer.parseInt(line.substring(0, 3)),
            text.substring(0, Math.min(text.length(), MAX_REPLY_TEXT)));
      }
    }
    throw new EndedException(Ending.TOO_MUCH);
  }

  /**
   * One line, whatever it says.
   *
   * @throws EndedException where the server is too slow, says too much, or nothing more
   */
  String line() throws IOException {
    String line = line(replyEnd());
    keep(false, line);
    return line;
  }

  private long replyEnd() {
    return Math.min(end, System.nanoTime() + limits.reply().toNanos());
  }

  private String line(long replyEnd) throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int octet = octet(replyEnd, line);
      if (octet == '\n') {
        int last = line.length() - 1;
        return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
      }
      if (line.length() >= limits.lineOctets() || ++received > limits.totalOctets()) {
        keep(false, line.toString());
        throw new EndedException(Ending.TOO_MUCH);
      }
      line.append((char) octet);
    }
  }

  private int octet(long replyEnd, StringBuilder soFar) throws IOException {
    long left = Duration.ofNanos(replyEnd - System.nanoTime()).toMillis();
    try {
      if (left <= 0) {
        throw new SocketTimeoutException();
      }
      socket.setSoTimeout((int) left);
      int octet = in.read();
      if (octet >= 0) {
        return octet;
      }
    } catch (SocketTimeoutException slow) {
      keepRest(soFar);
      throw new EndedException(Ending.TIMEOUT);
    } catch (IOException reset) {
      keepRest(soFar);
      throw new EndedException(Ending.DROPPED);
    }
    keepRest(soFar);
    throw new EndedException(Ending.DROPPED);
  }

  private void keepRest(StringBuilder soFar) {
    if (!soFar.isEmpty()) {
      keep(false, soFar.toString());
    }
  }

  private void keep(boolean sent, String text) {
    if (transcript.size() < MAX_KEPT_LINES) {
      transcript.add(new Line(sent, printable(text), clock.instant()));
    }
  }

  /** Octets outside printable ASCII as {@code \xNN}, at most 512 characters. */
  static String printable(String text) {
    return printable(text, 512);
  }

  /** Octets outside printable ASCII as {@code \xNN}, about as long as {@code most}. */
  static String printable(String text, int most) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length() && out.length() < most; i++) {
      char c = text.charAt(i);
      out.append(c >= 0x20 && c < 0x7f ? String.valueOf(c) : "\\x%02x".formatted((int) c));
    }
    return out.toString();
  }
}
