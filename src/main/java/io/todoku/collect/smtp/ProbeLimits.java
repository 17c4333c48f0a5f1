package io.todoku.collect.smtp;

import java.time.Duration;

/**
 * How much time and memory the dialogue with a mail server may take.
 *
 * @param reply for one complete reply
 * @param dialogue for the whole dialogue, once connected
 * @param pause between relay forms, out of courtesy
 * @param lineOctets in one line
 * @param replyLines in one reply
 * @param totalOctets received in the whole dialogue
 */
record ProbeLimits(
    Duration connect,
    Duration reply,
    Duration dialogue,
    Duration pause,
    int lineOctets,
    int replyLines,
    int totalOctets) {

  static final ProbeLimits DEFAULT =
      new ProbeLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(120),
          Duration.ofMillis(100),
          2048,
          128,
          64 * 1024);

  /** For POP3 and IMAP: few commands, and lines as long as IMAP requires (RFC 7162 section 4). */
  static final ProbeLimits MAILBOX =
      new ProbeLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ZERO,
          8192,
          128,
          64 * 1024);
}
