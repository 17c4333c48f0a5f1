package io.todoku.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.checklist.Wording;
import io.todoku.locale.Languages;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;

/**
 * Finds sentences in which a value is missing: where it should stand is a dash, null or nothing.
 */
final class MissingValues {

  private static final Pattern MISSING =
      Pattern.compile(
          "(?<![^\\s(（:：、,])[–—](?![^\\s)）.,。、])" // a dash alone
              + "|\\bnull\\b"
              + "|\\S  +\\S" // what stood between two blanks is missing
              + "|\"\"|“”|「」|『』|‘’|\\(\\)|（）" // nothing in quotation marks or brackets
              + "|[(（:：,、] *[.,。、)）]| $"); // or before a stop

  private final Map<String, String> found = new TreeMap<>();
  private final List<Wording> languages;

  MissingValues(MessageSource messages) {
    this.languages =
        Languages.locales().stream().map((Locale locale) -> new Wording(messages, locale)).toList();
  }

  /** Looks at everything that people read of the finding. */
  void look(String where, Finding finding) {
    for (Wording wording : languages) {
      look(where, finding.summary().key(), wording.of(finding.summary()));
      if (finding.unknownReason() != null) {
        look(where, finding.rule() + " reason", wording.of(finding.unknownReason()));
      }
      Remedy remedy = finding.remedy();
      Stream.concat(remedy.steps().stream(), remedy.links().stream().map(RemedyLink::text))
          .forEach(text -> look(where, text.key(), wording.of(text)));
    }
    for (Evidence evidence : finding.evidence()) {
      look(where, finding.rule() + " evidence", evidence.query());
      if (!evidence.source().equals("dns") && !evidence.source().equals("smtp")) {
        evidence.answer().forEach(line -> look(where, finding.rule() + " evidence", line));
      }
    }
  }

  private void look(String where, String key, String sentence) {
    if (MISSING.matcher(sentence).find()) {
      found.putIfAbsent(key + " “" + sentence + "”", where);
    }
  }

  void assertNone() {
    assertThat(found).as("sentences without a value, and where").isEmpty();
  }
}
