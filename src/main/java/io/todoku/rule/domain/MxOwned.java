package io.todoku.rule.domain;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Holdings;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the MX of a mail domain leads to belongs to an account of ours, or to whom we chose. */
@Component
class MxOwned implements Rule {

  static final String ID = "mx-owned";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.DOMAINS);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    List<String> held = Holdings.of(snapshot);
    return DomainCase.each(ID, snapshot, mail -> judge(mail, held));
  }

  private static Finding judge(DomainCase mail, List<String> held) {
    List<Reason> unseen = new ArrayList<>();
    List<String> hosts = DnsLookup.exchanges(mail.ask(mail.domain(), "MX").records(unseen::add));
    List<String> ours = new ArrayList<>();
    List<String> others = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    List<String> unclear = new ArrayList<>();
    List<Reason> doubts = new ArrayList<>();
    for (String host : hosts.stream().distinct().toList()) {
      for (String address : addresses(mail, host, unseen)) {
        String leads = host + " → " + address;
        if (isHeld(mail.snapshot(), held, address)) {
          ours.add(leads);
        } else if (isEc2s(host) || isOwnName(mail.snapshot(), host) && isOnEc2(mail, address)) {
          lost.add(leads);
        } else if (isOwnName(mail.snapshot(), host)
            || !isServiceOfAws(host) && isOnEc2(mail, address)) {
          unclear.add(leads);
          doubts.add(doubt(mail, address));
        } else {
          others.add(leads);
          ptr(mail, address).records(unseen::add); // unseen, it may be lost
        }
      }
    }
    Reason blind = Holdings.unseen(mail.snapshot());
    if (!lost.isEmpty() && blind == null) {
      return mail.fail("fail", mail.remedy("do.change", List.of()), String.join(", ", lost));
    }
    if (!lost.isEmpty() || !unclear.isEmpty()) {
      String leads = String.join(", ", Stream.concat(lost.stream(), unclear.stream()).toList());
      Reason why = blind == null ? doubts.getFirst() : blind;
      return mail.unknown("unknown.holder", why, mail.remedy("do.connect", List.of()), leads);
    }
    if (!unseen.isEmpty()) {
      return mail.unknown("unknown", unseen.getFirst(), Remedy.NONE);
    }
    if (ours.isEmpty() && others.isEmpty()) {
      return mail.notApplicable("na");
    }
    return others.isEmpty()
        ? mail.pass("pass", String.join(", ", ours))
        : ours.isEmpty()
            ? mail.pass("pass.only-others", String.join(", ", others))
            : mail.pass("pass.others", String.join(", ", ours), String.join(", ", others));
  }

  private static List<String> addresses(DomainCase mail, String host, List<Reason> unseen) {
    return Stream.of("A", "AAAA")
        .flatMap(type -> mail.ask(host, type).records(unseen::add).stream())
        .toList();
  }

  private static boolean isHeld(Snapshot snapshot, List<String> held, String address) {
    return Stream.concat(held.stream(), snapshot.account().heldElsewhere().keySet().stream())
        .anyMatch(one -> Network.same(one, address));
  }

  private static DnsLookup ptr(DomainCase mail, String address) {
    return mail.ask(DnsLookup.reverseName(address), "PTR");
  }

  /** Whether the PTR of an address nobody here holds is a name that AWS gives its addresses. */
  private static boolean isOnEc2(DomainCase mail, String address) {
    return ptr(mail, address).answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
        && answer.records().stream().anyMatch(MxOwned::isEc2s);
  }

  /** What stands in the way of knowing whose it is. */
  private static Reason doubt(DomainCase mail, String address) {
    DnsLookup pointer = ptr(mail, address);
    return switch (pointer.answer()) {
      case Unknown<DnsAnswer>(Reason reason) -> reason;
      case Known<DnsAnswer>(DnsAnswer answer) ->
          Reason.of(
              Cause.INCONCLUSIVE,
              pointer.name() + " PTR",
              answer.records().isEmpty()
                  ? answer.status().name()
                  : String.join(", ", answer.records()));
    };
  }

  /** The name that AWS gives an address of EC2. */
  private static boolean isEc2s(String name) {
    return DnsLookup.canonical(name).matches("(.*\\.)?compute(-1)?\\.amazonaws\\.com(\\.cn)?");
  }

  /** SES and WorkMail take mail under names of AWS, whose addresses AWS keeps. */
  private static boolean isServiceOfAws(String host) {
    return host.endsWith(".amazonaws.com") && !isEc2s(host);
  }

  private static boolean isOwnName(Snapshot snapshot, String host) {
    return snapshot.account().mailDomains().stream()
        .map(domain -> DnsLookup.canonical(domain.name()))
        .anyMatch(domain -> OwnNames.sameOwner(domain, host));
  }
}
