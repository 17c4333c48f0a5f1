package io.todoku.rule.domain;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.domain.DmarcRecord.Policy;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MailNames;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A DMARC record applies to each mail domain and asks for more than reports (RFC 9989). */
@Component
class DmarcPublished implements Rule {

  static final String ID = "dmarc-published";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.DOMAINS);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return DomainCase.each(ID, snapshot, DmarcPublished::judge);
  }

  private static Finding judge(DomainCase mail) {
    return switch (DmarcWalk.of(mail.domain(), name -> mail.ask(name, "TXT"))) {
      case DmarcWalk.Found(String name, DmarcRecord record) -> found(mail, name, record);
      case DmarcWalk.Missing _ -> missing(mail);
      case DmarcWalk.Broken(String name, Status status) ->
          mail.fail("fail.broken", mail.remedy("do.zone", List.of(), name), name, status.name());
      case DmarcWalk.Unseen(Reason reason) -> mail.unknown("unknown", reason, Remedy.NONE);
    };
  }

  private static Finding found(DomainCase mail, String name, DmarcRecord record) {
    if (name.equals(own(mail))) {
      return verdict(mail, name, record, record.policy());
    }
    Optional<Policy> there = record.policyBelow(true);
    Optional<Policy> notThere = record.policyBelow(false);
    return switch (mail.ask(mail.domain(), "MX").answer()) {
      case Unknown<DnsAnswer>(Reason reason) ->
          there.equals(notThere)
              ? verdict(mail, name, record, there)
              : mail.unknown("unknown.exists", reason, Remedy.NONE, name);
      case Known<DnsAnswer>(DnsAnswer answer) ->
          verdict(mail, name, record, answer.status() == Status.NXDOMAIN ? notThere : there);
    };
  }

  private static Finding verdict(
      DomainCase mail, String name, DmarcRecord record, Optional<Policy> asked) {
    if (asked.isEmpty()) {
      return mail.fail("fail.policy", start(mail), name);
    }
    Policy policy = asked.get();
    if (!record.usable()) {
      return mail.warn("warn.policy", enforce(mail), name);
    }
    if (policy == Policy.NONE) {
      return mail.warn("warn.none", enforce(mail), name);
    }
    return record.testing()
        ? mail.warn(
            "warn.testing",
            mail.remedy("do.end-test", List.of(), name),
            name,
            policy.id(),
            policy.tested().id())
        : mail.pass("pass", name, policy.id());
  }

  /** What stands at the domain's own name without counting is told. */
  private static Finding missing(DomainCase mail) {
    List<String> texts =
        mail.ask(own(mail), "TXT").answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
            ? answer.records()
            : List.of();
    long valid = texts.stream().filter(text -> DmarcRecord.of(text).isPresent()).count();
    if (valid > 1) {
      return mail.fail("fail.several", mail.remedy("do.one", List.of(), own(mail)), own(mail));
    }
    return texts.stream().anyMatch(DmarcRecord::resembles)
        ? mail.fail("fail.malformed", start(mail), own(mail))
        : mail.fail("fail", start(mail));
  }

  private static String own(DomainCase mail) {
    return MailNames.dmarc(mail.domain()).getFirst();
  }

  private static Remedy start(DomainCase mail) {
    return mail.remedy(
        "do.publish", record(mail, "v=DMARC1; p=none; rua=mailto:dmarc@" + mail.domain()));
  }

  private static Remedy enforce(DomainCase mail) {
    return mail.remedy(
        "do.enforce", record(mail, "v=DMARC1; p=quarantine; rua=mailto:dmarc@" + mail.domain()));
  }

  private static List<String> record(DomainCase mail, String text) {
    return ZoneLine.txt(own(mail), text);
  }
}
