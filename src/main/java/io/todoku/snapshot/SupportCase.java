package io.todoku.snapshot;

import java.text.Normalizer;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Pattern;

/** A case at AWS Support, by its subject; times in UTC. */
public record SupportCase(
    String id, String displayId, String subject, String status, Instant createdAt) {

  /** What cases about sending mail are about; others are not kept. */
  public enum Topic {
    PORT_25("port ?25\\b|ポート ?25(?!\\d)|(?<!\\d)25 ?番|\\btcp[ /]?25\\b"),
    MAIL("e-?mail|smtp|メール"),
    SENDING("sending|送信"),
    REVERSE_DNS("reverse dns|rdns|逆引き");

    private final Pattern pattern;

    Topic(String words) {
      this.pattern = Pattern.compile(words, Pattern.CASE_INSENSITIVE);
    }

    /** Whether the subject, as it was typed, is about any of these. */
    public static boolean anyIn(String subject) {
      return Arrays.stream(values()).anyMatch(topic -> topic.isIn(plain(subject)));
    }

    private boolean isIn(String plainSubject) {
      return pattern.matcher(plainSubject).find();
    }
  }

  public boolean isAbout(Topic topic) {
    return topic.isIn(plainSubject());
  }

  /** Subjects are typed by hand, so with full-width letters and digits too; here they are plain. */
  public String plainSubject() {
    return plain(subject);
  }

  private static String plain(String subject) {
    return Normalizer.normalize(subject, Normalizer.Form.NFKC);
  }
}
