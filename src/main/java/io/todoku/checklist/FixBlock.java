package io.todoku.checklist;

import io.todoku.rule.BlockForm;
import io.todoku.rule.BlockKind;
import io.todoku.rule.ShellArgument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What many findings need, as one text.
 *
 * @param kind a {@link BlockKind}, or {@value #PTR_REQUEST}
 * @param accounts how many accounts it is for
 */
record FixBlock(String kind, String text, int accounts) {

  /** One request to AWS Support for several reverse DNS records. */
  static final String PTR_REQUEST = "PTR_REQUEST";

  /** The most characters that the page shows; the file has all. */
  private static final int SHOWN = 20_000;

  private static final int NAMED = 20;

  /**
   * What is to be pasted for one finding: of which account, and where.
   *
   * @param record name and type of the DNS record that it changes; null where it changes none
   */
  record FixText(
      String account, String accountId, String where, @Nullable String record, BlockForm form) {

    /** A text that changes no record. */
    FixText(String account, String accountId, String where, BlockForm form) {
      this(account, accountId, where, null, form);
    }
  }

  /**
   * The texts of the same kind as one, each account under a line that names it. Findings that want
   * different values of one record, as two accounts that send for one domain, are left out: the
   * record would get the last one alone, or both, of which SPF allows one.
   */
  static List<FixBlock> of(List<FixText> all) {
    Map<String, Set<String>> values = new HashMap<>();
    all.stream()
        .filter(text -> text.record() != null && text.form().kind() == BlockKind.ZONE_RECORD)
        .forEach(text ->
            values
                .computeIfAbsent(Objects.requireNonNull(text.record()), _ -> new HashSet<>())
                .add(text.form().text()));
    List<FixText> texts =
        all.stream()
            .filter(text ->
                text.record() == null || values.getOrDefault(text.record(), Set.of()).size() < 2)
            .toList();
    return Stream.concat(
            PtrRequest.of(texts).stream(),
            Arrays.stream(BlockKind.values()).flatMap(kind -> of(kind, texts)))
        .toList();
  }

  private static Stream<FixBlock> of(BlockKind kind, List<FixText> texts) {
    Map<String, List<FixText>> byAccount = new LinkedHashMap<>();
    texts.stream()
        .filter(text -> text.form().kind() == kind)
        .forEach(
            text -> byAccount.computeIfAbsent(text.accountId(), _ -> new ArrayList<>()).add(text));
    boolean differs =
        byAccount.values().stream()
                .flatMap(List::stream)
                .map(text -> text.form().text())
                .distinct()
                .count()
            > 1;
    if (differs && !kind.namesItsSubject()) {
      // pasted into one server, all of them would give it the names of the others
      return Stream.empty();
    }
    List<String> sections = byAccount.values().stream().map(own -> section(kind, own)).toList();
    return sections.isEmpty()
        ? Stream.empty()
        : Stream.of(new FixBlock(kind.name(), String.join("\n\n", sections), sections.size()));
  }

  private static String section(BlockKind kind, List<FixText> own) {
    Map<String, Set<String>> subjects = new LinkedHashMap<>();
    own.forEach(text ->
        subjects.computeIfAbsent(text.form().text(), _ -> new LinkedHashSet<>()).add(text.where()));
    List<String> lines = new ArrayList<>();
    lines.add(comment(kind, own.getFirst().account() + " · " + own.getFirst().accountId()));
    subjects.forEach((text, where) -> {
      if (!kind.namesItsSubject()) {
        where.stream().limit(NAMED).forEach(one -> lines.add(comment(kind, one)));
        if (where.size() > NAMED) {
          lines.add(comment(kind, "+ " + (where.size() - NAMED)));
        }
      }
      lines.add(text);
    });
    String section = String.join(kind == BlockKind.TERRAFORM ? "\n\n" : "\n", lines);
    return kind == BlockKind.AWS_CLI ? onlyIn(own.getFirst().accountId(), section) : section;
  }

  /**
   * Runs commands only with the credentials of their account, because ids may exist in others. The
   * id of a hosted zone does not, and its zone is often in another account than the finding.
   */
  private static String onlyIn(String accountId, String commands) {
    return """
    if [ "$(aws sts get-caller-identity --query Account --output text)" = %1$s ]; then :
    %2$s
    else echo 'Skipped: sign in to %1$s and run this again' >&2; fi\
    """
        .formatted(ShellArgument.quote(accountId), commands);
  }

  /**
   * A line that whatever reads the text skips, and that tells a person whose the next lines are.
   * Names come from outside: nothing in them ends the line.
   */
  private static String comment(BlockKind kind, String text) {
    String mark =
        switch (kind) {
          case ZONE_RECORD -> "; ";
          case ROUTE53_CLI, AWS_CLI, TERRAFORM, SHELL, EXCHANGE_SHELL, CONFIGURATION -> "# ";
          case POLICY, SERVED_FILE, REQUEST_TEXT -> "";
        };
    return mark + text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\p{Cf}]+", " ").strip();
  }

  /** A file name of plain characters. */
  String fileName(String subject) {
    String end =
        switch (kind) {
          case "TERRAFORM" -> ".tf";
          case "AWS_CLI", "ROUTE53_CLI", "SHELL" -> ".sh";
          case "EXCHANGE_SHELL" -> ".ps1";
          default -> ".txt";
        };
    return "todoku-%s-%s%s".formatted(plain(subject), plain(kind), end);
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }

  /** What the page shows: whole lines only. */
  public String shown() {
    return complete() ? text : text.substring(0, Math.max(1, text.lastIndexOf('\n', SHOWN)));
  }

  /** Whether the page shows all of it. */
  public boolean complete() {
    return text.length() <= SHOWN;
  }
}
