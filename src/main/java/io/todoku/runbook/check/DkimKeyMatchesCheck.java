package io.todoku.runbook.check;

import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.MailDnsNames;
import io.todoku.snapshot.Observed;
import java.util.List;

/**
 * Every DNS server gives the DKIM key that the rule {@code dkim-published} judged.
 *
 * @param name the name of the key's record, for example {@code s1._domainkey.example.com}
 */
public record DkimKeyMatchesCheck(String name) implements StepCheck {

  public static DkimKeyMatchesCheck of(String selector, String domain) {
    return new DkimKeyMatchesCheck(MailDnsNames.dkimName(selector, domain));
  }

  @Override
  public CheckOutcome evaluate(CheckContext context) {
    Observed<List<String>> judged =
        context
            .observation()
            .target()
            .lookup(name, "TXT")
            .answer()
            .map(DkimKeyMatchesCheck::sortedRecords);
    return AnswerAgreement.of(
            context,
            name,
            "TXT",
            answer ->
                judged.map(records -> !records.isEmpty() && records.equals(sortedRecords(answer))))
        .toOutcome((outcome, count, total, servers) ->
            Text.of("runbook.check.key." + outcome, name, count, total, servers));
  }

  private static List<String> sortedRecords(DnsAnswer answer) {
    return answer.records().stream().sorted().toList();
  }
}
