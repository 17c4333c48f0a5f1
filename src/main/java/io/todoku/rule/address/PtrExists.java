package io.todoku.rule.address;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
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
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.ADDRESSES).order(25);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Stream.concat(
            Sender.allIn(snapshot).stream()
                .filter(sender -> !sender.maySend())
                .map(sender -> notApplicable(snapshot, sender)),
            Senders.judgeEach(ID, snapshot, sender -> Stream.of(judge(snapshot, sender))).stream())
        .toList();
  }

  private static Finding notApplicable(Snapshot snapshot, Sender sender) {
    String why =
        switch (sender.role()) {
          case OVERRULED -> "overruled";
          case RECEIVES -> "receives";
          case SENDS, CANDIDATE, UNDETERMINED, NO_SIGN -> sender.idle() ? "idle" : "no-sign";
        };
    return new Finding(
        ID,
        sender.resource(),
        Verdict.NOT_APPLICABLE,
        Text.of(
            "ptr-exists.na." + why,
            sender.address(),
            sender.why().isEmpty() ? "" : sender.why().getFirst()),
        null,
        searchEvidence(snapshot, sender),
        Remedy.NONE);
  }

  /** Where signs of mail were looked for, to be repeated by hand. */
  private static List<Evidence> searchEvidence(Snapshot snapshot, Sender sender) {
    List<Evidence> looked = new ArrayList<>();
    looked.add(
        Evidence.aws(
            "ec2:DescribeAddresses, DescribeAddressesAttribute, DescribeNetworkInterfaces,"
                + " DescribeSecurityGroups --region "
                + sender.region(),
            List.of(sender.address() + (sender.idle() ? " not associated" : "")),
            snapshot.finishedAt()));
    for (var domain : snapshot.account().mailDomains()) {
      looked.add(Evidence.dns(snapshot.lookup(domain.name(), "MX")));
      looked.add(Evidence.dns(snapshot.lookup(domain.name(), "TXT")));
    }
    return looked;
  }

  private static Finding judge(Snapshot snapshot, Sender sender) {
    DnsLookup ptr = snapshot.lookup(DnsLookup.reverseName(sender.address()), "PTR");
    List<Evidence> evidence = List.of(Evidence.dns(ptr));
    return switch (ptr.answer()) {
      case Unknown<DnsAnswer>(Reason reason) ->
          new Finding(
              ID,
              sender.resource(),
              Verdict.UNKNOWN,
              Text.of("ptr-exists.unknown", sender.address()),
              reason,
              evidence,
              Remedy.NONE);
      case Known<DnsAnswer>(DnsAnswer answer) ->
          switch (answer.status()) {
            case ANSWERED ->
                new Finding(
                    ID,
                    sender.resource(),
                    Verdict.PASS,
                    Text.of(
                        "ptr-exists.pass", sender.address(), String.join(", ", answer.records())),
                    null,
                    evidence,
                    Remedy.NONE);
            case NXDOMAIN, NODATA ->
                fail(sender, "ptr-exists.fail", evidence, PtrRemedy.forMissing(sender));
            case BOGUS ->
                fail(
                    sender,
                    "ptr-exists.fail.bogus",
                    evidence,
                    new Remedy(List.of(Text.of("ptr.do.dnssec", ptr.name())), List.of()));
            case CNAME_LOOP ->
                fail(
                    sender,
                    "ptr-exists.fail.loop",
                    evidence,
                    new Remedy(List.of(Text.of("ptr.do.alias")), List.of()));
          };
    };
  }

  private static Finding fail(Sender sender, String key, List<Evidence> evidence, Remedy remedy) {
    return new Finding(
        ID,
        sender.resource(),
        Verdict.FAIL,
        Text.of(key, sender.address()),
        null,
        evidence,
        remedy);
  }
}
