package io.todoku.checklist;

import io.todoku.account.Account;
import io.todoku.rule.Question;
import io.todoku.rule.Text;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Reason;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * Renders keys and arguments as texts in one language. A text may have variants, whose keys end
 * with {@code .client} or {@code .import}, or with both in this order, or with {@code .cli}.
 *
 * @param client for the reader of a report, who can open no page of the application
 * @param imported of an account that only imported snapshots tell of
 * @param commandLine for the reader of the command line, which has options and files in place of
 *     pages
 */
public record Wording(
    MessageSource messages, Locale locale, boolean client, boolean imported, boolean commandLine) {

  /** A word of a detail that is no word of a language. */
  private static final Pattern VALUE = Pattern.compile("[^\\s,]*[\\d.-][^\\s,]*");

  /** Texts for whoever uses the application. */
  public Wording(MessageSource messages, Locale locale) {
    this(messages, locale, false, false, false);
  }

  /** The same texts for the reader of a report. */
  public Wording forClient() {
    return new Wording(messages, locale, true, imported, false);
  }

  /** The same texts for the reader of the command line, who has no page to go to. */
  public Wording forCommandLine() {
    return new Wording(messages, locale, false, false, true);
  }

  /** The same texts about one account: what cannot be scanned is not told to be rescanned. */
  public Wording about(Account account) {
    return account.hasAwsAccess() ? this : new Wording(messages, locale, client, true, commandLine);
  }

  /** The same about the account of a checklist. */
  public Wording about(Checklist list) {
    return list.imported() ? new Wording(messages, locale, client, true, commandLine) : this;
  }

  public String of(Text text) {
    return of(text.key(), text.arguments().toArray());
  }

  public String of(String key, Object... arguments) {
    Object[] localized = localize(arguments);
    String varied = findVariant(key, localized);
    return varied.isEmpty() ? messages.getMessage(key, localized, locale) : varied;
  }

  /** The text of a key; empty where there is none. */
  public String find(String key, Object... arguments) {
    Object[] localized = localize(arguments);
    String varied = findVariant(key, localized);
    return varied.isEmpty() ? findLocalized(key, localized) : varied;
  }

  /** The title of a rule; its id where it is a rule of another release. */
  public String ruleTitle(String rule) {
    String title = find("rule." + rule + ".title");
    return title.isEmpty() ? rule : title;
  }

  private String findVariant(String key, Object[] localized) {
    return suffixes()
        .map(suffix -> findLocalized(key + suffix, localized))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  private Stream<String> suffixes() {
    if (client) {
      return imported ? Stream.of(".client.import", ".client", ".import") : Stream.of(".client");
    }
    if (commandLine) {
      return Stream.of(".cli");
    }
    return imported ? Stream.of(".import") : Stream.empty();
  }

  private String findLocalized(String key, Object[] localized) {
    return Objects.requireNonNullElse(messages.getMessage(key, localized, "", locale), "");
  }

  private Object[] localize(Object... arguments) {
    Object[] localized = new Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      localized[i] = arguments[i] instanceof Text inner ? of(inner) : arguments[i];
    }
    return localized;
  }

  public String of(Reason reason) {
    if (Question.isAskedBy(reason)) {
      return of("question." + reason.fix(), reason.detail(), reason.source());
    }
    String cause = of("reason." + reason.kind(), reason.source());
    String detail = withoutFullStop(localizeDetail(reason.detail()));
    String sentence =
        detail.isEmpty() ? of("reason.alone", cause) : of("reason.said", cause, detail);
    String fix = fix(reason);
    return fix == null ? sentence : of("reason.then", sentence, of("reason.fix", fix));
  }

  /** The remedy: a text, or the permission or setting itself; null where none is known. */
  @Nullable String fix(Reason reason) {
    if (reason.fix() == null) {
      return null;
    }
    // the text may name what the detail does, as a command for a profile
    String text = find("fix." + reason.fix(), reason.detail());
    return text.isEmpty() ? reason.fix() : text;
  }

  public String of(Gap gap) {
    return gap.region() == null
        ? of(gap.reason())
        : of("gap.region", gap.region(), of(gap.reason()));
  }

  /**
   * A detail in the reader's language where Todoku itself gave it, as {@code more than 10 names};
   * what a server or AWS said stays as it is. The key has {@code n} for each word with a digit, a
   * dot or a hyphen, which are the arguments.
   */
  String localizeDetail(String detail) {
    Object[] arguments = VALUE.matcher(detail).results().map(MatchResult::group).toArray();
    String key = VALUE.matcher(detail).replaceAll("n").toLowerCase(Locale.ROOT);
    String text = find("detail." + key.replaceAll("[^a-z]+", "-"), arguments);
    return text.isEmpty() ? detail : text;
  }

  /** The detail without its full stop, because the sentence around it ends with one. */
  private static String withoutFullStop(String detail) {
    return detail.strip().replaceAll("[.。]+$", "");
  }
}
