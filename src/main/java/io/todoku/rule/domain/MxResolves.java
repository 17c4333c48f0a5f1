package io.todoku.rule.domain;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Text;
import io.todoku.snapshot.AccountAddresses;
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

/** The hosts that take a mail domain's mail have addresses (RFC 5321 section 5.1). */
@Component
class MxResolves implements Rule {

  static final String ID = "mx-resolves";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.DOMAINS);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return MailDomainContext.judgeEach(ID, snapshot, MxResolves::judge);
  }

  private static Finding judge(MailDomainContext mail) {
    return switch (mail.lookup(mail.domain(), "MX").answer()) {
      case Unknown<DnsAnswer>(Reason reason) -> mail.unknown("unknown", reason, Remedy.NONE);
      case Known<DnsAnswer>(DnsAnswer answer) ->
          switch (answer.status()) {
            case ANSWERED -> judgeHosts(mail, answer.records());
            case NODATA -> judgeImplicitMx(mail);
            case NXDOMAIN -> mail.fail("fail.nxdomain", mail.remedy("do.domain", List.of()));
            case BOGUS, CNAME_LOOP ->
                mail.fail(
                    "fail.broken",
                    mail.remedy("do.zone", List.of(), mail.domain()),
                    answer.status().name());
          };
    };
  }

  /** Without MX, senders take the domain itself for the host. */
  private static Finding judgeImplicitMx(MailDomainContext mail) {
    return switch (classify(mail, mail.domain())) {
      case MxHost.ResolvableHost _, MxHost.Alias _ ->
          mail.warn("warn.implicit", mail.remedy("do.mx", List.of()));
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

  private static Finding judgeHosts(MailDomainContext mail, List<String> records) {
    List<String> hosts = DnsLookup.mxHosts(records).stream().distinct().toList();
    if (hosts.isEmpty()) {
      return mail.pass("pass.null");
    }
    List<String> good = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    List<String> inward = new ArrayList<>();
    int inwardHosts = 0;
    List<Text> steps = new ArrayList<>();
    List<Reason> unseen = new ArrayList<>();
    if (DnsLookup.mxHosts(records).size() < records.size()) {
      wrong.add(".");
      steps.add(mail.text("do.null"));
    }
    for (String host : hosts) {
      switch (classify(mail, host)) {
        case MxHost.ResolvableHost _ -> good.add(host);
        case MxHost.UndeterminedHost(Reason reason) -> unseen.add(reason);
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
          inward.addAll(addresses);
          inwardHosts++;
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
    Remedy remedy = new Remedy(steps, List.of());
    String named = String.join(", ", wrong);
    if (!wrong.isEmpty() && !good.isEmpty()) {
      return mail.warn("warn.some", remedy, named, String.join(", ", good));
    }
    if (!unseen.isEmpty()) {
      return mail.unknown("unknown.hosts", unseen.getFirst(), remedy);
    }
    if (inwardHosts > 0 && inwardHosts == wrong.size()) {
      return mail.fail("fail.inward", remedy, named, String.join(", ", inward));
    }
    return wrong.isEmpty()
        ? mail.pass("pass", String.join(", ", good))
        : mail.fail("fail", remedy, named);
  }

  /** While what the accounts hold is not seen, an address of any range may be one of theirs. */
  private static MxHost classify(MailDomainContext mail, String name) {
    List<String> held =
        Stream.concat(
                AccountAddresses.of(mail.snapshot()).stream(),
                mail.snapshot().account().addressesOfOtherAccounts().keySet().stream())
            .toList();
    MxHost host = MxHost.of(name, mail::lookup, held);
    Reason unseen = AccountAddresses.incompleteReason(mail.snapshot());
    return host instanceof MxHost.NonPublicHost && unseen != null
        ? new MxHost.UndeterminedHost(unseen)
        : host;
  }
}
