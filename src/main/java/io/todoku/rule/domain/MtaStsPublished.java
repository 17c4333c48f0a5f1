package io.todoku.rule.domain;

import static java.util.stream.Collectors.joining;

import io.todoku.rule.BlockKind;
import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.RemedyStage;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MailDnsNames;
import io.todoku.snapshot.MtaStsPolicyLookup;
import io.todoku.snapshot.MtaStsPolicyLookup.HttpAnswer;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Each mail domain requires TLS of senders by a policy that names all its MX hosts. */
@Component
class MtaStsPublished implements Rule {

  static final String ID = "mta-sts-published";

  /** Seconds. With a shorter age, blocking the policy for a day disables it. */
  private static final long MIN_MAX_AGE = 86_400;

  private static final int OK = 200;

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.DOMAINS)
        .revision(3)
        .rfc(8461);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return MailDomainContext.judgeEach(ID, snapshot, MtaStsPublished::judge);
  }

  private static Finding judge(MailDomainContext mail) {
    String name = MailDnsNames.mtaStsName(mail.domain());
    Remedy publish =
        mail.publishing("do.publish", name, "v=STSv1; id=1")
            .changing(new RemedyStage(List.of(), policyText(mail)));
    VersionedTxtRecord announcement = new VersionedTxtRecord(mail, name, "STSv1", publish);
    return announcement.judge(record ->
        record.value("id").orElse("").matches("[A-Za-z0-9]{1,32}")
            ? judgeLookup(mail)
            : announcement.malformed());
  }

  private static Finding judgeLookup(MailDomainContext mail) {
    MtaStsPolicyLookup policy = mail.snapshot().mtaStsPolicy(mail.domain());
    Remedy serve = mail.remedy("do.serve", policyText(mail), policy.url());
    String host = MailDnsNames.mtaStsHost(mail.domain());
    if (Stream.of("A", "AAAA").allMatch(type -> isAbsent(mail.lookup(host, type)))) {
      return mail.fail("fail.host", serve, host);
    }
    return switch (policy.answer()) {
      case Unknown<HttpAnswer>(Reason reason) ->
          mail.unknown("unknown.policy", reason, Remedy.NONE);
      case Known<HttpAnswer>(HttpAnswer answer) -> {
        mail.addEvidence(Evidence.web(policy.url(), lines(answer), policy.at()));
        if (answer.tlsError() != null) {
          yield mail.fail("fail.tls", serve, policy.url(), answer.tlsError());
        }
        if (isTemporary(answer.status())) {
          yield mail.unknown(
              "unknown.policy",
              Reason.of(ReasonKind.FAILED, policy.url(), String.valueOf(answer.status())),
              Remedy.NONE);
        }
        if (answer.status() != OK) {
          yield mail.fail("fail.status", serve, policy.url(), String.valueOf(answer.status()));
        }
        Optional<MtaStsPolicy> read = MtaStsPolicy.of(answer.body());
        yield read.isPresent()
            ? judgePolicy(mail, read.get(), answer.contentType())
            : mail.fail("fail.policy", serve, policy.url());
      }
    };
  }

  /** Whether the status may pass, or be meant for us alone; senders then keep the last policy. */
  private static boolean isTemporary(int status) {
    return status >= 500 || status == 429 || status == 408 || status == 403;
  }

  private static boolean isAbsent(DnsLookup lookup) {
    return lookup.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
        && answer.status() != Status.ANSWERED;
  }

  private static List<String> lines(HttpAnswer answer) {
    return answer.tlsError() != null
        ? List.of(answer.tlsError())
        : Stream.concat(
                Stream.of((answer.status() + " " + answer.contentType()).strip()),
                answer.body().lines())
            .toList();
  }

  private static Finding judgePolicy(MailDomainContext mail, MtaStsPolicy policy, String type) {
    if (policy.mode() == MtaStsPolicy.Mode.NONE) {
      return mail.warn("warn.none", mail.remedy("do.enforce", List.of()));
    }
    return switch (mail.lookup(mail.domain(), "MX").answer()) {
      case Unknown<DnsAnswer>(Reason reason) -> withoutMx(mail, policy, reason);
      case Known<DnsAnswer>(DnsAnswer answer)
          when answer.status() == Status.BOGUS || answer.status() == Status.CNAME_LOOP ->
          withoutMx(
              mail,
              policy,
              Reason.of(ReasonKind.SERVFAIL, mail.domain() + " MX", answer.status().name()));
      case Known<DnsAnswer> _ -> {
        List<String> hosts = mail.lookup(mail.domain(), "MX").mailHosts();
        MxTls tls = new MxTls(mail, HeldAddresses.ofAccount(mail.snapshot()));
        hosts.forEach(tls::examine);
        List<String> unnamed = hosts.stream().filter(host -> !policy.allows(host)).toList();
        yield policy.mode() == MtaStsPolicy.Mode.TESTING
            ? judgeTesting(mail, unnamed, tls)
            : judgeEnforced(mail, policy, type, unnamed, tls);
      }
    };
  }

  private static Finding withoutMx(MailDomainContext mail, MtaStsPolicy policy, Reason reason) {
    return policy.mode() == MtaStsPolicy.Mode.TESTING
        ? mail.warn("warn.testing", mail.remedy("do.enforce", List.of()))
        : mail.unknown("unknown.mx", reason, Remedy.NONE);
  }

  /** A policy in testing mode requires nothing yet, but shows what would break once enforced. */
  private static Finding judgeTesting(MailDomainContext mail, List<String> unnamed, MxTls tls) {
    if (unnamed.isEmpty() && tls.broken().isEmpty()) {
      return mail.warn("warn.testing", mail.remedy("do.enforce", List.of()));
    }
    String named = String.join(", ", unnamed);
    String broken = String.join(", ", tls.broken());
    Remedy names = unnamed.isEmpty() ? Remedy.NONE : mail.remedy("do.mx", List.of(), named);
    Remedy servers =
        tls.broken().isEmpty() ? Remedy.NONE : mail.remedy("do.server", List.of(), broken);
    return mail.warn(
        "warn.testing.broken",
        names.then(servers),
        Stream.of(named, broken).filter(list -> !list.isEmpty()).collect(joining(", ")));
  }

  private static Finding judgeEnforced(
      MailDomainContext mail, MtaStsPolicy policy, String type, List<String> unnamed, MxTls tls) {
    if (!unnamed.isEmpty()) {
      String named = String.join(", ", unnamed);
      return mail.fail("fail.mx", mail.remedy("do.mx", List.of(), named), named);
    }
    if (!tls.broken().isEmpty()) {
      String broken = String.join(", ", tls.broken());
      return mail.fail("fail.server", mail.remedy("do.server", List.of(), broken), broken);
    }
    if (!tls.unanswered().isEmpty()) {
      return mail.unknown(
          "unknown.server", tls.firstReason(), Remedy.NONE, String.join(", ", tls.unanswered()));
    }
    if (policy.maxAge() < MIN_MAX_AGE) {
      return mail.warn(
          "warn.age", mail.remedy("do.age", List.of()), String.valueOf(policy.maxAge()));
    }
    return type.matches("(?i)text/plain\\b.*")
        ? mail.pass("pass", String.join(", ", policy.patterns()))
        : mail.warn("warn.type", mail.remedy("do.type", List.of()), type);
  }

  /** A policy in testing mode for the MX hosts as they are; empty where they are not known. */
  private static List<RemedyBlock> policyText(MailDomainContext mail) {
    List<String> hosts = mail.snapshot().lookup(mail.domain(), "MX").mailHosts();
    if (hosts.isEmpty() || !hosts.stream().allMatch(host -> host.matches("[a-z0-9._-]+"))) {
      return List.of();
    }
    StringBuilder text = new StringBuilder("version: STSv1\nmode: testing\n");
    hosts.forEach(host -> text.append("mx: ").append(host).append('\n'));
    return RemedyBlock.each(
        BlockKind.SERVED_FILE, List.of(text.append("max_age: 604800").toString()));
  }
}
