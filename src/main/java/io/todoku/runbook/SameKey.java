package io.todoku.runbook;

import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed;
import java.util.List;

/**
 * Every server gives the DKIM key that the rule has judged.
 *
 * @param name of its record, {@code s1._domainkey.example.com}
 */
record SameKey(String name) implements Check {

  static SameKey of(String selector, String domain) {
    return new SameKey(name(selector, domain));
  }

  static String name(String selector, String domain) {
    return DnsLookup.canonical(selector + "._domainkey." + domain);
  }

  @Override
  public Outcome in(Scene scene) {
    Observed<List<String>> judged =
        scene.seen().target().lookup(name, "TXT").answer().map(SameKey::records);
    return Poll.of(
            scene,
            name,
            "TXT",
            answer -> judged.map(key -> !key.isEmpty() && key.equals(records(answer))))
        .outcome(
            (how, some, all, who) -> Text.of("runbook.check.key." + how, name, some, all, who));
  }

  private static List<String> records(DnsAnswer answer) {
    return answer.records().stream().sorted().toList();
  }
}
