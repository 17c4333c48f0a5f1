package io.todoku.rule.domain;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.snapshot.AccountAddresses;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
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
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.DOMAINS).revision(2);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    List<String> held = AccountAddresses.of(snapshot);
    return MailDomainContext.judgeEach(ID, snapshot, mail -> judge(mail, held));
  }

  private static Finding judge(MailDomainContext mail, List<String> held) {
    List<Reason> unseen = new ArrayList<>();
    List<String> hosts =
        DnsLookup.mxHosts(mail.lookup(mail.domain(), "MX").recordsOrReport(unseen::add));
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
        } else if (isEc2Name(host) || isOwnName(mail.snapshot(), host) && isOnEc2(mail, address)) {
          lost.add(leads);
        } else if (isOwnName(mail.snapshot(), host)
            || !isAwsServiceName(host) && isOnEc2(mail, address)) {
          unclear.add(leads);
          doubts.add(unknownHolderReason(mail, address));
        } else {
          others.add(leads);
          ptr(mail, address).recordsOrReport(unseen::add); // unseen, it may be lost
        }
      }
    }
    Reason blind = AccountAddresses.incompleteReason(mail.snapshot());
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

  private static List<String> addresses(MailDomainContext mail, String host, List<Reason> unseen) {
    return Stream.of("A", "AAAA")
        .flatMap(type -> mail.lookup(host, type).recordsOrReport(unseen::add).stream())
        .toList();
  }

  private static boolean isHeld(Snapshot snapshot, List<String> held, String address) {
    return Stream.concat(
            held.stream(), snapshot.account().addressesOfOtherAccounts().keySet().stream())
        .anyMatch(one -> Network.sameAddress(one, address));
  }

  private static DnsLookup ptr(MailDomainContext mail, String address) {
    return mail.lookup(DnsLookup.reverseName(address), "PTR");
  }

  /** Whether the PTR of an address nobody here holds is a name that AWS gives its addresses. */
  private static boolean isOnEc2(MailDomainContext mail, String address) {
    return ptr(mail, address).answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
        && answer.records().stream().anyMatch(MxOwned::isEc2Name);
  }

  /** What stands in the way of knowing whose it is. */
  private static Reason unknownHolderReason(MailDomainContext mail, String address) {
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
  private static boolean isEc2Name(String name) {
    return DnsLookup.canonical(name).matches("(.*\\.)?compute(-1)?\\.amazonaws\\.com(\\.cn)?");
  }

  /** SES and WorkMail take mail under names of AWS, whose addresses AWS keeps. */
  private static boolean isAwsServiceName(String host) {
    return host.endsWith(".amazonaws.com") && !isEc2Name(host);
  }

  private static boolean isOwnName(Snapshot snapshot, String host) {
    return snapshot.account().mailDomains().stream()
        .map(domain -> DnsLookup.canonical(domain.name()))
        .anyMatch(domain -> RegisteredDomains.sameOwner(domain, host));
  }
}
