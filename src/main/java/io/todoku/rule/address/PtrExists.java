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
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Each sender has a PTR record. */
@Component
class PtrExists implements Rule {

  static final String ID = "ptr-exists";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.ADDRESSES);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Stream.concat(
            Sender.allIn(snapshot).stream()
                .filter(sender -> !sender.judged())
                .map(PtrExists::excused),
            Senders.judge(ID, snapshot, sender -> Stream.of(judge(snapshot, sender))).stream())
        .toList();
  }

  private static Finding excused(Sender sender) {

    String why =
        sender.role() == Sender.Role.OVERRULED ? "overruled" : sender.idle() ? "idle" : "no-sign";
    return new Finding(
        ID,
        sender.resource(),
        Verdict.NOT_APPLICABLE,
        Text.of("ptr-exists.na." + why, sender.address()),
        null,
        List.of(),
        Remedy.NONE);
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
            case NXDOMAIN, NODATA -> fail(sender, "ptr-exists.fail", evidence);
            case BOGUS -> fail(sender, "ptr-exists.fail.bogus", evidence);
            case CNAME_LOOP -> fail(sender, "ptr-exists.fail.loop", evidence);
          };
    };
  }

  private static Finding fail(Sender sender, String key, List<Evidence> evidence) {
    return new Finding(
        ID,
        sender.resource(),
        Verdict.FAIL,
        Text.of(key, sender.address()),
        null,
        evidence,
        PtrRequest.forMissing(sender));
  }
}
