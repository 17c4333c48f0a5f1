package io.todoku.collect.smtp;

import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.MailServer.SmtpReply;
import io.todoku.snapshot.MailServer.TranscriptLine;
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

/**
 * Sends commands and reads replies (RFC 5321 section 4.2) on one connection, within bounds, and
 * keeps a transcript of both.
 */
final class MailConnection {

  private static final int MAX_KEPT_LINES = 500;
  private static final int MAX_REPLY_TEXT = 4000;

  private Socket socket;
  private InputStream in;
  private final ProbeLimits limits;
  private final Clock clock;
  private final List<TranscriptLine> transcript = new ArrayList<>();
  private final long dialogueDeadline;
  private int received;
  private boolean unusable;

  MailConnection(Socket socket, ProbeLimits limits, Clock clock) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.limits = limits;
    this.clock = clock;
    this.dialogueDeadline = System.nanoTime() + limits.dialogue().toNanos();
  }

  List<TranscriptLine> transcript() {
    return List.copyOf(transcript);
  }

  /**
   * Sends a command.
   *
   * @throws DialogueEndedException also if a reply is already waiting that no command asked for,
   *     because from then on it is not known which reply belongs to which command
   */
  void send(String command) throws IOException {
    if (unusable) {
      throw new DialogueEndedException(SmtpEnding.DROPPED);
    }
    if (in.available() > 0) {
      throw new DialogueEndedException(SmtpEnding.NOT_SMTP);
    }
    addToTranscript(true, command);
    try {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new DialogueEndedException(SmtpEnding.DROPPED);
    }
  }

  /**
   * Sends a command and waits for its reply.
   *
   * @throws DialogueEndedException also at a 421, which ends the dialogue whenever it comes (RFC
   *     5321 section 3.8)
   */
  SmtpReply ask(String command) throws IOException {
    send(command);
    SmtpReply reply = readReply();
    if (reply.code() == 421) {
      throw new DialogueEndedException(SmtpEnding.TURNED_AWAY);
    }
    return reply;
  }

  /**
   * Continues with TLS. Replies that came in clear text must be discarded (RFC 3207 section 4.2);
   * one that is already waiting cannot be the answer to a later command.
   *
   * @throws DialogueEndedException if the handshake takes longer than a reply may, or a reply in
   *     clear text is waiting
   * @throws IOException if the handshake fails
   */
  SSLSession startTls(TlsHandshake handshake) throws IOException {
    if (in.available() > 0) {
      throw new DialogueEndedException(SmtpEnding.NOT_SMTP);
    }
    Socket plain = socket;
    plain.setSoTimeout((int) limits.reply().toMillis());
    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> watch =
        ForkJoinPool.commonPool()
            .schedule(
                () -> {
                  late.set(true);
                  plain.close(); // a peer that sends octet by octet never makes a single read time
                  // out
                  return true;
                },
                limits.reply().toNanos(),
                TimeUnit.NANOSECONDS);
    try {
      SSLSocket secure = handshake.perform(plain);
      socket = secure;
      in = secure.getInputStream();
      return secure.getSession();
    } catch (IOException failed) {
      unusable = true; // from here on, a reply cannot be told from a TLS record
      if (late.get()) {
        throw new DialogueEndedException(SmtpEnding.TIMEOUT);
      }
      throw failed;
    } finally {
      watch.cancel(false);
    }
  }

  /**
   * Reads one complete reply.
   *
   * @throws DialogueEndedException if the server is too slow, sends too much, does not speak SMTP,
   *     or closes
   */
  SmtpReply readReply() throws IOException {
    long replyEnd = replyDeadline();
    StringBuilder text = new StringBuilder();
    String first = "";
    for (int i = 0; i < limits.replyLines(); i++) {
      String line = readLine(replyEnd);
      addToTranscript(false, line);
      String code = line.substring(0, Math.min(3, line.length()));
      if (!line.matches("[2-5][0-9]{2}([ -].*)?") || (i > 0 && !code.equals(first))) {
        throw new DialogueEndedException(SmtpEnding.NOT_SMTP);
      }
      first = code;
      text.append(text.isEmpty() ? "" : "\n")
          .append(line.length() > 4 ? printable(line.substring(4)) : "");
      if (line.length() == 3 || line.charAt(3) == ' ') {
        return new SmtpReply(
            Integer.parseInt(line.substring(0, 3)),
            text.substring(0, Math.min(text.length(), MAX_REPLY_TEXT)));
      }
    }
    throw new DialogueEndedException(SmtpEnding.TOO_MUCH);
  }

  /**
   * Reads one line.
   *
   * @throws DialogueEndedException if the server is too slow, sends too much, or closes
   */
  String readLine() throws IOException {
    String line = readLine(replyDeadline());
    addToTranscript(false, line);
    return line;
  }

  private long replyDeadline() {
    return Math.min(dialogueDeadline, System.nanoTime() + limits.reply().toNanos());
  }

  private String readLine(long replyEnd) throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int octet = readOctet(replyEnd, line);
      if (octet == '\n') {
        int last = line.length() - 1;
        return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
      }
      if (line.length() >= limits.lineOctets() || ++received > limits.totalOctets()) {
        addToTranscript(false, line.toString());
        throw new DialogueEndedException(SmtpEnding.TOO_MUCH);
      }
      line.append((char) octet);
    }
  }

  private int readOctet(long replyEnd, StringBuilder soFar) throws IOException {
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
      addPartialLine(soFar);
      throw new DialogueEndedException(SmtpEnding.TIMEOUT);
    } catch (IOException reset) {
      addPartialLine(soFar);
      throw new DialogueEndedException(SmtpEnding.DROPPED);
    }
    addPartialLine(soFar);
    throw new DialogueEndedException(SmtpEnding.DROPPED);
  }

  private void addPartialLine(StringBuilder soFar) {
    if (!soFar.isEmpty()) {
      addToTranscript(false, soFar.toString());
    }
  }

  private void addToTranscript(boolean sent, String text) {
    if (transcript.size() < MAX_KEPT_LINES) {
      transcript.add(new TranscriptLine(sent, printable(text), clock.instant()));
    }
  }

  /**
   * Returns the text with octets outside printable ASCII as {@code \xNN}, at most 512 characters.
   */
  static String printable(String text) {
    return printable(text, 512);
  }

  /**
   * Returns the text with octets outside printable ASCII as {@code \xNN}, not much longer than
   * {@code maxLength}.
   */
  static String printable(String text, int maxLength) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length() && out.length() < maxLength; i++) {
      char c = text.charAt(i);
      out.append(c >= 0x20 && c < 0x7f ? String.valueOf(c) : "\\x%02x".formatted((int) c));
    }
    return out.toString();
  }
}
