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
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.DOMAINS);
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
      return mail.fail("fail.policy", publishRemedy(mail), name);
    }
    Policy policy = applying.get();
    if (!record.usable()) {
      return mail.warn("warn.policy", enforceRemedy(mail), name);
    }
    if (policy == Policy.NONE) {
      return mail.warn("warn.none", enforceRemedy(mail), name);
    }
    return record.testing()
        ? mail.warn(
            "warn.testing",
            mail.remedy("do.end-test", List.of(), name),
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
    return texts.stream().anyMatch(DmarcRecord::resembles)
        ? mail.fail("fail.malformed", publishRemedy(mail), ownName(mail))
        : mail.fail("fail", publishRemedy(mail));
  }

  private static String ownName(MailDomainContext mail) {
    return MailDnsNames.dmarcNames(mail.domain()).getFirst();
  }

  private static Remedy publishRemedy(MailDomainContext mail) {
    return mail.remedy(
        "do.publish", recordCommands(mail, "v=DMARC1; p=none; rua=mailto:dmarc@" + mail.domain()));
  }

  private static Remedy enforceRemedy(MailDomainContext mail) {
    return mail.remedy(
        "do.enforce",
        recordCommands(mail, "v=DMARC1; p=quarantine; rua=mailto:dmarc@" + mail.domain()));
  }

  private static List<String> recordCommands(MailDomainContext mail, String text) {
    return ZoneFileLines.txt(ownName(mail), text);
  }
}
