package io.todoku.snapshot;

import io.todoku.snapshot.MailServer.SmtpDialogue;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names that a mail server gives itself (RFC 5321 sections 4.1.1.1 and 4.2). */
public final class HeloNames {

  /** What follows a name in a greeting. */
  private static final Set<String> PROTOCOLS = Set.of("esmtp", "smtp");

  /** What some servers say in place of a name. */
  private static final Set<String> GREETING_WORDS = Set.of("ok", "hello", "hi", "welcome");

  private static final Pattern ENHANCED_STATUS = Pattern.compile("[245]\\.\\d{1,3}\\.\\d{1,3}");

  private static final Pattern QUALIFIED =
      Pattern.compile(
          "(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\\.)+"
              + "(?!\\d+$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private HeloNames() {}

  /**
   * The first word of the greeting, where it is meant as a name, and that of the reply to EHLO;
   * canonical, each once. Empty where the server hides both, as with {@code 220 ***}.
   */
  public static List<String> of(SmtpDialogue dialogue) {
    return Stream.of(
            nameInGreeting(dialogue), nameIn(Objects.requireNonNullElse(dialogue.ehlo(), "")))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  /** Whether a name, canonical, has the form of a fully qualified host name. */
  public static boolean isQualified(String name) {
    return QUALIFIED.matcher(name).matches();
  }

  /** A text may stand in place of the name: a word without a dot counts only before ESMTP. */
  private static Optional<String> nameInGreeting(SmtpDialogue dialogue) {
    String line =
        Objects.requireNonNullElse(dialogue.greeting(), "").lines().findFirst().orElse("");
    String[] words = line.strip().split("\\s+", 3);
    return nameIn(words[0])
        .filter(name ->
            name.contains(".")
                || name.contains(":")
                || (words.length > 1 && PROTOCOLS.contains(words[1].toLowerCase(Locale.ROOT))));
  }

  private static Optional<String> nameIn(String word) {
    String name = DnsLookup.canonical(word);
    return name.contains("*")
            || name.chars().noneMatch(Character::isLetterOrDigit)
            || GREETING_WORDS.contains(name)
            || ENHANCED_STATUS.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(name);
  }
}
