package io.todoku.rule.domain;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.domain.DmarcRecord.Policy;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MailDnsNames;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A DMARC record with an enforced policy applies to each mail domain (RFC 9989). */
@Component
class DmarcPublished implements Rule {

  static final String ID = "dmarc-published";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.DOMAINS).revision(2).rfc(9989);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return MailDomainContext.judgeEach(ID, snapshot, DmarcPublished::judge);
  }

  private static Finding judge(MailDomainContext mail) {
    return switch (DmarcDiscovery.of(mail.domain(), name -> mail.lookup(name, "TXT"))) {
      case DmarcDiscovery.FoundRecord(String name, DmarcRecord record) ->
          judgeFound(mail, name, record);
      case DmarcDiscovery.NoRecord _ -> missing(mail);
      case DmarcDiscovery.UnresolvableRecord(String name, Status status) ->
          mail.fail("fail.broken", mail.remedy("do.zone", List.of(), name), name, status.name());
      case DmarcDiscovery.UndeterminedRecord(Reason reason) ->
          mail.unknown("unknown", reason, Remedy.NONE);
    };
  }

  private static Finding judgeFound(MailDomainContext mail, String name, DmarcRecord record) {
    if (name.equals(ownName(mail))) {
      return judgePolicy(mail, name, record, record.policy());
    }
    Optional<Policy> ofExisting = record.subdomainPolicy(true);
    Optional<Policy> ofMissing = record.subdomainPolicy(false);
    return switch (mail.lookup(mail.domain(), "MX").answer()) {
      case Unknown<DnsAnswer>(Reason reason) ->
          ofExisting.equals(ofMissing)
              ? judgePolicy(mail, name, record, ofExisting)
              : mail.unknown("unknown.exists", reason, Remedy.NONE, name);
      case Known<DnsAnswer>(DnsAnswer answer) ->
          judgePolicy(
              mail, name, record, answer.status() == Status.NXDOMAIN ? ofMissing : ofExisting);
    };
  }

  private static Finding judgePolicy(
      MailDomainContext mail, String name, DmarcRecord record, Optional<Policy> applying) {
    if (applying.isEmpty()) {
      return mail.fail("fail.policy", repairRemedy(mail, name, record.tags()), name);
    }
    Policy policy = applying.get();
    if (!record.usable()) {
      return mail.warn("warn.policy", enforceRemedy(mail, name, record), name);
    }
    if (policy == Policy.NONE) {
      Finding enforce = mail.warn("warn.none", enforceRemedy(mail, name, record), name);
      return unlessParked(mail, enforce);
    }
    if (record.appliesToNoMessage()) {
      return mail.warn("warn.pct", editRemedy(mail, "do.end-pct", name, record), name, policy.id());
    }
    return record.testing()
        ? mail.warn(
            "warn.testing",
            editRemedy(mail, "do.end-test", name, record),
            name,
            policy.id(),
            policy.weaker().id())
        : mail.pass("pass", name, policy.id());
  }

  /** The finding without a record, which reports an invalid record at the domain's own name. */
  private static Finding missing(MailDomainContext mail) {
    List<String> texts =
        mail.lookup(ownName(mail), "TXT").answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
            ? answer.records()
            : List.of();
    long valid = texts.stream().filter(text -> DmarcRecord.of(text).isPresent()).count();
    if (valid > 1) {
      return mail.fail(
          "fail.several", mail.remedy("do.one", List.of(), ownName(mail)), ownName(mail));
    }
    Optional<String> malformed = texts.stream().filter(DmarcRecord::resembles).findFirst();
    if (malformed.isPresent()) {
      Remedy repair = repairRemedy(mail, ownName(mail), TagList.of(malformed.get()));
      return mail.fail("fail.malformed", repair, ownName(mail));
    }
    return unlessParked(mail, mail.fail("fail", publishRemedy(mail)));
  }

  /** A parked domain needs no policy, because nothing is sent that it could concern. */
  private static Finding unlessParked(MailDomainContext mail, Finding finding) {
    return switch (DomainSending.declaredParked(mail)) {
      case Unknown<Boolean>(Reason reason) ->
          mail.unknown("unknown.parked", reason, finding.remedy());
      case Known<Boolean>(Boolean parked) -> parked ? judgeParked(mail, finding) : finding;
    };
  }

  private static Finding judgeParked(MailDomainContext mail, Finding finding) {
    return switch (DomainSending.of(mail)) {
      case DomainSending.Sends _ -> finding;
      case DomainSending.SendsNothing _ -> mail.notApplicable("na.parked");
      case DomainSending.Undetermined(Reason reason) ->
          mail.unknown("unknown.parked", reason, finding.remedy());
    };
  }

  private static String ownName(MailDomainContext mail) {
    return MailDnsNames.dmarcNames(mail.domain()).getFirst();
  }

  private static Remedy publishRemedy(MailDomainContext mail) {
    return mail.publishing(
        "do.publish", ownName(mail), "v=DMARC1; p=none; rua=mailto:dmarc@" + mail.domain());
  }

  /** The record with a policy that receivers read, and all its other tags. */
  private static Remedy repairRemedy(MailDomainContext mail, String name, TagList tags) {
    Policy policy = tags.value("p").flatMap(Policy::of).orElse(Policy.NONE);
    return mail.publishing("do.publish", name, DmarcRecordEditor.enforcing(tags, policy));
  }

  /** The domain's own record with a stricter policy; or one for a subdomain that has none. */
  private static Remedy enforceRemedy(MailDomainContext mail, String name, DmarcRecord record) {
    String text =
        name.equals(ownName(mail))
            ? DmarcRecordEditor.enforcing(record.tags(), Policy.QUARANTINE)
            : DmarcRecordEditor.forSubdomain(record.tags(), Policy.QUARANTINE);
    return mail.publishing("do.enforce", ownName(mail), text);
  }

  /** The record that was found, with its policy applied to all mail. */
  private static Remedy editRemedy(
      MailDomainContext mail, String key, String name, DmarcRecord record) {
    Policy policy = record.policy().orElse(Policy.QUARANTINE);
    return mail.publishing(key, name, DmarcRecordEditor.enforcing(record.tags(), policy), name);
  }
}
