package io.todoku.rule.domain;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Text;
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

/** The MX hosts of a mail domain have public addresses (RFC 5321 section 5.1). */
@Component
class MxResolves implements Rule {

  static final String ID = "mx-resolves";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.DOMAINS).revision(2).rfc(5321);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    HeldAddresses held = HeldAddresses.of(snapshot);
    return MailDomainContext.judgeEach(ID, snapshot, mail -> judge(mail, held));
  }

  private static Finding judge(MailDomainContext mail, HeldAddresses held) {
    return switch (mail.lookup(mail.domain(), "MX").answer()) {
      case Unknown<DnsAnswer>(Reason reason) -> mail.unknown("unknown", reason, Remedy.NONE);
      case Known<DnsAnswer>(DnsAnswer answer) ->
          switch (answer.status()) {
            case ANSWERED -> judgeHosts(mail, answer.records(), held);
            case NODATA -> judgeImplicitMx(mail, held);
            case NXDOMAIN -> mail.fail("fail.nxdomain", mail.remedy("do.domain", List.of()));
            case BOGUS, CNAME_LOOP ->
                mail.fail(
                    "fail.broken",
                    mail.remedy("do.zone", List.of(), mail.domain()),
                    answer.status().name());
          };
    };
  }

  /** Without MX records, senders deliver to the domain itself. */
  private static Finding judgeImplicitMx(MailDomainContext mail, HeldAddresses held) {
    return switch (classify(mail, mail.domain(), held)) {
      case MxHost.ResolvableHost _, MxHost.Alias _ ->
          mail.warn("warn.implicit", mail.remedy("do.mx", List.of()));
      case MxHost.Ipv6OnlyHost _ ->
          mail.warn("warn.ipv6", mail.remedy("do.ipv4", List.of(), mail.domain()), mail.domain());
      case MxHost.AddressLiteral _, MxHost.UnresolvableHost _ ->
          mail.fail("fail.none", mail.remedy("do.mx", List.of()));
      case MxHost.NonPublicHost(List<String> addresses) ->
          mail.fail(
              "fail.inward",
              mail.remedy("do.mx", List.of()),
              mail.domain(),
              String.join(", ", addresses));
      case MxHost.UndeterminedHost(Reason reason) -> mail.unknown("unknown", reason, Remedy.NONE);
    };
  }

  private static Finding judgeHosts(
      MailDomainContext mail, List<String> records, HeldAddresses held) {
    List<String> hosts = DnsLookup.mxHosts(records).stream().distinct().toList();
    if (hosts.isEmpty()) {
      return judgeNullMx(mail);
    }
    List<String> good = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    List<String> ipv6Only = new ArrayList<>();
    List<String> nonPublic = new ArrayList<>();
    int nonPublicHosts = 0;
    List<Text> steps = new ArrayList<>();
    List<Reason> failedLookups = new ArrayList<>();
    if (DnsLookup.mxHosts(records).size() < records.size()) {
      wrong.add(".");
      steps.add(mail.text("do.null"));
    }
    for (String host : hosts) {
      switch (classify(mail, host, held)) {
        case MxHost.ResolvableHost _ -> good.add(host);
        case MxHost.Ipv6OnlyHost _ -> {
          ipv6Only.add(host);
          steps.add(mail.text("do.ipv4", host));
        }
        case MxHost.UndeterminedHost(Reason reason) -> failedLookups.add(reason);
        case MxHost.Alias(String target) -> {
          wrong.add(host);
          steps.add(mail.text("do.alias", host, target));
        }
        case MxHost.AddressLiteral _ -> {
          wrong.add(host);
          steps.add(mail.text("do.literal", host));
        }
        case MxHost.NonPublicHost(List<String> addresses) -> {
          wrong.add(host);
          nonPublic.addAll(addresses);
          nonPublicHosts++;
          steps.add(mail.text("do.inward", host, String.join(", ", addresses)));
        }
        case MxHost.UnresolvableHost(var status) -> {
          wrong.add(host);
          steps.add(
              switch (status) {
                case BOGUS, CNAME_LOOP -> mail.text("do.zone", host);
                case ANSWERED, NXDOMAIN, NODATA -> mail.text("do.dead", host);
              });
        }
      }
    }
    Remedy remedy = steps.isEmpty() ? Remedy.NONE : Remedy.of(steps, List.of());
    String named = String.join(", ", wrong);
    List<String> reachable = Stream.concat(good.stream(), ipv6Only.stream()).toList();
    if (!wrong.isEmpty() && !reachable.isEmpty()) {
      return mail.warn("warn.some", remedy, named, String.join(", ", reachable));
    }
    if (!ipv6Only.isEmpty() && wrong.isEmpty()) {
      return mail.warn("warn.ipv6", remedy, String.join(", ", ipv6Only));
    }
    if (!failedLookups.isEmpty()) {
      return mail.unknown("unknown.hosts", failedLookups.getFirst(), remedy);
    }
    if (nonPublicHosts > 0 && nonPublicHosts == wrong.size()) {
      return mail.fail("fail.inward", remedy, named, String.join(", ", nonPublic));
    }
    return wrong.isEmpty()
        ? mail.pass("pass", String.join(", ", good))
        : mail.fail("fail", remedy, named);
  }

  /** A domain that sends needs replies and bounces delivered (RFC 7505 section 4.2). */
  private static Finding judgeNullMx(MailDomainContext mail) {
    return switch (DomainSending.of(mail)) {
      case DomainSending.Sends _ -> mail.warn("warn.null", mail.remedy("do.sending", List.of()));
      case DomainSending.SendsNothing _ -> mail.pass("pass.null");
      case DomainSending.Undetermined(Reason reason) ->
          mail.unknown("unknown.null", reason, Remedy.NONE);
    };
  }

  /**
   * What an MX host is. Where the account's addresses are not all known, an address of any range
   * may be one of them, so the host is undetermined.
   */
  private static MxHost classify(MailDomainContext mail, String name, HeldAddresses held) {
    MxHost host = MxHost.of(name, mail::lookup, held);
    Reason notListed = held.incompleteReason();
    return host instanceof MxHost.NonPublicHost && notListed != null
        ? new MxHost.UndeterminedHost(notListed)
        : host;
  }
}
