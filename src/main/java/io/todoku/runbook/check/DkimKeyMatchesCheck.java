package io.todoku.runbook.check;

import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.MailDnsNames;
import io.todoku.snapshot.Observed;
import java.util.List;

/**
 * Every server gives the DKIM key that the rule has judged.
 *
 * @param name of its record, {@code s1._domainkey.example.com}
 */
public record DkimKeyMatchesCheck(String name) implements StepCheck {

  public static DkimKeyMatchesCheck of(String selector, String domain) {
    return new DkimKeyMatchesCheck(MailDnsNames.dkimName(selector, domain));
  }

  @Override
  public CheckOutcome evaluate(CheckContext scene) {
    Observed<List<String>> judged =
        scene
            .observation()
            .target()
            .lookup(name, "TXT")
            .answer()
            .map(DkimKeyMatchesCheck::sortedRecords);
    return AnswerAgreement.of(
            scene,
            name,
            "TXT",
            answer -> judged.map(key -> !key.isEmpty() && key.equals(sortedRecords(answer))))
        .toOutcome(
            (how, some, all, who) -> Text.of("runbook.check.key." + how, name, some, all, who));
  }

  private static List<String> sortedRecords(DnsAnswer answer) {
    return answer.records().stream().sorted().toList();
  }
}
