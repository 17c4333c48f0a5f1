package io.todoku.collect.smtp;

import java.time.Duration;

/**
 * What a mail server may take of our time and memory.
 *
 * @param reply for one whole reply
 * @param dialogue for all of it, after the connection stands
 * @param pause between forms, out of courtesy
 * @param lineOctets in one line
 * @param replyLines in one reply
 * @param totalOctets received in all
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

  /** Two questions, and lines as long as IMAP asks for (RFC 7162 section 4). */
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
