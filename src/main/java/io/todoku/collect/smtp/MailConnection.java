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

/** Commands out, replies in (RFC 5321 section 4.2), both kept, everything bounded. */
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
   * Sends one command.
   *
   * @throws EndedException also where a reply lies there that nobody asked for: from then on, no
   *     one could say which reply belongs to which command
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
   * @throws EndedException also at a 421, which ends the dialogue wherever it comes (RFC 5321
   *     section 3.8)
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
   * Goes on encrypted. Whatever was said before in the clear does not count any more (RFC 3207
   * section 4.2); where something lies there already, it is no answer to what will be asked.
   *
   * @throws EndedException where the handshake takes longer than a reply may, or such words lie
   *     there
   * @throws IOException where it fails
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
                  plain.close(); // a peer that trickles never makes a read too slow
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
      unusable = true; // nobody could say any more what is a reply and what a record of TLS
      if (late.get()) {
        throw new DialogueEndedException(SmtpEnding.TIMEOUT);
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
   * One line, whatever it says.
   *
   * @throws EndedException where the server is too slow, says too much, or nothing more
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
