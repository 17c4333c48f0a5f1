package io.todoku.rule.address;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.NotCollected;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.rule.Text;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Each sender has a PTR record. */
@Component
class PtrExists implements Rule {

  static final String ID = "ptr-exists";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.ADDRESSES).order(25).revision(2);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    List<Finding> judged =
        Senders.judgeEach(ID, snapshot, sender -> Stream.of(judge(snapshot, sender)));
    return Stream.of(
            Sender.allIn(snapshot).stream()
                .filter(sender -> !sender.maySend())
                .filter(sender ->
                    judged.stream().noneMatch(other -> other.resource().equals(sender.resource())))
                .map(sender -> notApplicable(snapshot, sender)),
            judged.stream(),
            NotCollected.lightsailFindings(ID, snapshot, judged).stream())
        .flatMap(findings -> findings)
        .toList();
  }

  private static Finding notApplicable(Snapshot snapshot, Sender sender) {
    FindingBuilder finding =
        Finding.of(ID, sender.resource()).evidence(searchEvidence(snapshot, sender));
    return switch (sender.role()) {
      case OVERRULED ->
          finding.notApplicable("na.overruled", sender.sending().evidence().getFirst());
      case SENDS, CANDIDATE, UNDETERMINED, NO_SIGN ->
          sender.sending().evidence().isEmpty()
              ? finding.notApplicable(sender.idle() ? "na.idle" : "na.no-sign")
              : finding.notApplicable("na.receives", sender.sending().evidence().getFirst());
    };
  }

  /** Where evidence of sending was looked for, so that a reader can repeat the search. */
  private static List<Evidence> searchEvidence(Snapshot snapshot, Sender sender) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        Evidence.aws(
            "ec2:DescribeAddresses, DescribeAddressesAttribute, DescribeNetworkInterfaces,"
                + " DescribeSecurityGroups --region "
                + sender.region(),
            List.of(sender.address() + (sender.idle() ? " not associated" : "")),
            snapshot.finishedAt()));
    for (MailDomain domain : snapshot.account().mailDomains()) {
      evidence.add(Evidence.dns(snapshot.lookup(domain.name(), "MX")));
      evidence.add(Evidence.dns(snapshot.lookup(domain.name(), "TXT")));
    }
    return evidence;
  }

  private static Finding judge(Snapshot snapshot, Sender sender) {
    DnsLookup ptr = snapshot.ptrLookup(sender.address());
    FindingBuilder finding = Finding.of(ID, sender.resource()).evidence(Evidence.dns(ptr));
    return switch (ptr.answer()) {
      case Unknown<DnsAnswer>(Reason reason) -> finding.unknown(reason, "unknown");
      case Known<DnsAnswer>(DnsAnswer answer) ->
          switch (answer.status()) {
            case ANSWERED -> finding.pass("pass", String.join(", ", answer.records()));
            case NXDOMAIN, NODATA ->
                finding.fail("fail").withRemedy(PtrRemedy.forMissing(snapshot, sender));
            case BOGUS ->
                finding
                    .fail("fail.bogus")
                    .withRemedy(Remedy.of(Text.of("ptr.do.dnssec", ptr.name())));
            case CNAME_LOOP ->
                finding.fail("fail.loop").withRemedy(Remedy.of(Text.of("ptr.do.alias")));
          };
    };
  }
}
