package io.todoku.rule;

import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Set;

/**
 * Which findings of a scan that is still running are certain. What is not collected yet is unknown,
 * and rules give a verdict only where nothing unknown can change it; what they do not see in the
 * snapshot is held back here.
 *
 * @param senderDomainsKnown whether no mail server, by the name that it announces, can turn out to
 *     send for another mail domain
 */
record CertainFindings(boolean senderDomainsKnown) {

  /** They judge a mail domain by the senders that it has. */
  private static final Set<String> ASK_FOR_SENDERS_OF_DOMAIN =
      Set.of("dkim-published", "mx-resolves", "spf-authorises-senders");

  /** It rests on the addresses of other accounts, which may be scanned at the same time. */
  private static final String ASKS_OTHER_ACCOUNTS = "mx-owned";

  static CertainFindings of(Snapshot unfinished) {
    return new CertainFindings(
        !unfinished.hasRunningScan()
            || Sender.possibleIn(unfinished).stream()
                .allMatch(sender -> !sender.canListen() || isNamedByDomain(sender)));
  }

  /** Whether an MX or SPF record names it, so that its own names do not count. */
  private static boolean isNamedByDomain(Sender sender) {
    return hasEvidence(sender.sending().evidence(), "sender.spf")
        || hasEvidence(sender.receiving().evidence(), "sender.mx");
  }

  private static boolean hasEvidence(List<Text> evidence, String key) {
    return evidence.stream().anyMatch(text -> text.key().equals(key));
  }

  UnfinishedJudgement among(List<Finding> findings) {
    return new UnfinishedJudgement(
        findings.stream().filter(this::includes).toList(),
        (int)
            findings.stream()
                .filter(finding -> finding.verdict() != Verdict.NOT_APPLICABLE)
                .filter(finding -> !includes(finding) && !NotCollected.matches(finding))
                .count());
  }

  private boolean includes(Finding finding) {
    return switch (finding.verdict()) {
      case UNKNOWN, NOT_APPLICABLE -> false;
      case PASS, WARN, FAIL ->
          !finding.rule().equals(ASKS_OTHER_ACCOUNTS)
              && (senderDomainsKnown || !ASK_FOR_SENDERS_OF_DOMAIN.contains(finding.rule()));
    };
  }
}
