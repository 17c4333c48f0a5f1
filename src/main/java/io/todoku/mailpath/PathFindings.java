package io.todoku.mailpath;

import io.todoku.rule.Finding;
import io.todoku.rule.Question;
import io.todoku.rule.Sender;
import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Reason;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the findings that links of a mail path take their state from. */
record PathFindings(List<Finding> all) {

  /** The finding of a rule about an address; null where the rule does not judge it. */
  @Nullable Finding of(String rule, Sender sender) {
    return all.stream()
        .filter(finding -> finding.rule().equals(rule))
        .filter(finding -> finding.resource().key().equals(sender.resource().key()))
        .findFirst()
        .orElse(null);
  }

  /** The finding of a rule about a mail domain; null where there is none. */
  @Nullable Finding ofDomain(String rule, String domain) {
    return all.stream()
        .filter(finding -> finding.rule().equals(rule))
        .filter(finding -> finding.resource().address() == null)
        .filter(finding ->
            DnsLookup.canonical(finding.resource().id()).equals(DnsLookup.canonical(domain)))
        .findFirst()
        .orElse(null);
  }

  /** What a finding says, with the reason where it is unknown. */
  static Text sentence(Finding finding) {
    return finding.unknownReason() == null
        ? finding.summary()
        : Text.of("mailpath.because", finding.summary(), reason(finding.unknownReason()));
  }

  /** The finding where it needs attention; else null. */
  static @Nullable Finding complaint(@Nullable Finding finding) {
    return finding != null && LinkState.of(finding).needsAttention() ? finding : null;
  }

  /** Why something is not known, as a sentence. */
  static Text reason(Reason reason) {
    return Question.isAskedBy(reason)
        ? Text.of("question." + reason.fix(), reason.detail(), reason.source())
        : Text.of("reason.alone", Text.of("reason." + reason.kind(), reason.source()));
  }

  /** Whether the summary of a finding names this in one of its lists. */
  static boolean names(Finding finding, String item) {
    return finding.summary().arguments().stream()
        .skip(1) // the resource itself
        .map(Objects::toString)
        .flatMap(list -> List.of(list.split("[,;] ")).stream())
        .anyMatch(item::equals);
  }
}
