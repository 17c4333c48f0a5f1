package io.todoku.rule.domain;

import io.todoku.rule.Finding;
import io.todoku.rule.RegisteredDomains;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The addresses of a mail domain's MX hosts belong to the accounts or to a chosen provider. */
@Component
class MxOwned implements Rule {

  static final String ID = "mx-owned";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.DOMAINS).revision(3);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    HeldAddresses held = HeldAddresses.of(snapshot);
    return MailDomainContext.judgeEach(ID, snapshot, mail -> judge(mail, held));
  }

  private static Finding judge(MailDomainContext mail, HeldAddresses held) {
    List<Reason> failedLookups = new ArrayList<>();
    List<String> hosts =
        DnsLookup.mxHosts(mail.lookup(mail.domain(), "MX").recordsOrReport(failedLookups::add));
    List<String> ours = new ArrayList<>();
    List<String> others = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    List<String> unclear = new ArrayList<>();
    List<Reason> unknownHolders = new ArrayList<>();
    for (String host : hosts.stream().distinct().toList()) {
      for (String address : addresses(mail, host, failedLookups)) {
        String target = host + " → " + address;
        if (held.contains(address)) {
          ours.add(target);
        } else if (wasHeld(mail.snapshot(), address)) {
          lost.add(target);
        } else if (isEc2Name(host)
            || isOwnName(mail.snapshot(), host)
            || !isAwsServiceName(host) && isOnEc2(mail, address)) {
          unclear.add(target);
          unknownHolders.add(unknownHolderReason(mail, address));
        } else {
          others.add(target);
          ptr(mail, address).recordsOrReport(failedLookups::add); // without its PTR, it may be lost
        }
      }
    }
    Reason notListed = held.incompleteReason();
    if (!lost.isEmpty() && notListed == null) {
      return mail.fail("fail", mail.remedy("do.change", List.of()), String.join(", ", lost));
    }
    if (!lost.isEmpty() || !unclear.isEmpty()) {
      String targets = String.join(", ", Stream.concat(lost.stream(), unclear.stream()).toList());
      Reason reason = notListed == null ? unknownHolders.getFirst() : notListed;
      return mail.unknown("unknown.holder", reason, mail.remedy("do.connect", List.of()), targets);
    }
    if (!failedLookups.isEmpty()) {
      return mail.unknown("unknown", failedLookups.getFirst(), Remedy.NONE);
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

  private static List<String> addresses(
      MailDomainContext mail, String host, List<Reason> failedLookups) {
    return Stream.of("A", "AAAA")
        .flatMap(type -> mail.lookup(host, type).recordsOrReport(failedLookups::add).stream())
        .toList();
  }

  /** Whether an earlier scan of an account of the inventory found it there. */
  private static boolean wasHeld(Snapshot snapshot, String address) {
    return snapshot.account().addressesHeldBefore().stream()
        .anyMatch(held -> Network.sameAddress(held, address));
  }

  private static DnsLookup ptr(MailDomainContext mail, String address) {
    return mail.lookup(DnsLookup.reverseName(address), "PTR");
  }

  /** Whether the PTR of an address that no account holds is a name that AWS gives to EC2. */
  private static boolean isOnEc2(MailDomainContext mail, String address) {
    return ptr(mail, address).answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
        && answer.records().stream().anyMatch(MxOwned::isEc2Name);
  }

  /** Why it is not known who holds an address. */
  private static Reason unknownHolderReason(MailDomainContext mail, String address) {
    DnsLookup pointer = ptr(mail, address);
    Reason lightsail = HeldAddresses.lightsailUnknownReason(mail.snapshot());
    if (lightsail != null && isOnEc2(mail, address)) { // Lightsail has names of EC2
      return lightsail;
    }
    return switch (pointer.answer()) {
      case Unknown<DnsAnswer>(Reason reason) -> reason;
      case Known<DnsAnswer>(DnsAnswer answer) ->
          new Reason(
              ReasonKind.INCONCLUSIVE,
              pointer.name() + " PTR",
              answer.records().isEmpty()
                  ? answer.status().name()
                  : String.join(", ", answer.records()),
              "mx-holder");
    };
  }

  /** Whether this is a name that AWS gives to an address of EC2. */
  private static boolean isEc2Name(String name) {
    return DnsLookup.canonical(name).matches("(.*\\.)?compute(-1)?\\.amazonaws\\.com(\\.cn)?");
  }

  /** Whether this is a host of SES or WorkMail, which have names of AWS and are not customers'. */
  private static boolean isAwsServiceName(String host) {
    return host.endsWith(".amazonaws.com") && !isEc2Name(host);
  }

  private static boolean isOwnName(Snapshot snapshot, String host) {
    return snapshot.account().mailDomains().stream()
        .map(domain -> DnsLookup.canonical(domain.name()))
        .anyMatch(domain -> RegisteredDomains.sameOwner(domain, host));
  }
}
