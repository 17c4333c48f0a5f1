package io.todoku.rule.domain;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Holdings;
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
    return DomainCase.each(ID, snapshot, MxResolves::judge);
  }

  private static Finding judge(DomainCase mail) {
    return switch (mail.ask(mail.domain(), "MX").answer()) {
      case Unknown<DnsAnswer>(Reason reason) -> mail.unknown("unknown", reason, Remedy.NONE);
      case Known<DnsAnswer>(DnsAnswer answer) ->
          switch (answer.status()) {
            case ANSWERED -> hosts(mail, answer.records());
            case NODATA -> implicit(mail);
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
  private static Finding implicit(DomainCase mail) {
    return switch (host(mail, mail.domain())) {
      case MxHost.Good _, MxHost.Alias _ ->
          mail.warn("warn.implicit", mail.remedy("do.mx", List.of()));
      case MxHost.Literal _, MxHost.Dead _ ->
          mail.fail("fail.none", mail.remedy("do.mx", List.of()));
      case MxHost.Inward(List<String> addresses) ->
          mail.fail(
              "fail.inward",
              mail.remedy("do.mx", List.of()),
              mail.domain(),
              String.join(", ", addresses));
      case MxHost.Unseen(Reason reason) -> mail.unknown("unknown", reason, Remedy.NONE);
    };
  }

  private static Finding hosts(DomainCase mail, List<String> records) {
    List<String> hosts = DnsLookup.exchanges(records).stream().distinct().toList();
    if (hosts.isEmpty()) {
      return mail.pass("pass.null");
    }
    List<String> good = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    List<String> inward = new ArrayList<>();
    int inwardHosts = 0;
    List<Text> steps = new ArrayList<>();
    List<Reason> unseen = new ArrayList<>();
    if (DnsLookup.exchanges(records).size() < records.size()) {
      wrong.add(".");
      steps.add(mail.text("do.null"));
    }
    for (String host : hosts) {
      switch (host(mail, host)) {
        case MxHost.Good _ -> good.add(host);
        case MxHost.Unseen(Reason reason) -> unseen.add(reason);
        case MxHost.Alias(String target) -> {
          wrong.add(host);
          steps.add(mail.text("do.alias", host, target));
        }
        case MxHost.Literal _ -> {
          wrong.add(host);
          steps.add(mail.text("do.literal", host));
        }
        case MxHost.Inward(List<String> addresses) -> {
          wrong.add(host);
          inward.addAll(addresses);
          inwardHosts++;
          steps.add(mail.text("do.inward", host, String.join(", ", addresses)));
        }
        case MxHost.Dead(var status) -> {
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
  private static MxHost host(DomainCase mail, String name) {
    List<String> held =
        Stream.concat(
                Holdings.of(mail.snapshot()).stream(),
                mail.snapshot().account().heldElsewhere().keySet().stream())
            .toList();
    MxHost host = MxHost.of(name, mail::ask, held);
    Reason unseen = Holdings.unseen(mail.snapshot());
    return host instanceof MxHost.Inward && unseen != null ? new MxHost.Unseen(unseen) : host;
  }
}
