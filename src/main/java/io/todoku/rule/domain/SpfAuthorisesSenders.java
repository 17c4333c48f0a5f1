package io.todoku.rule.domain;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.NotCollected;
import io.todoku.rule.Question;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.SendersBehindOtherAccounts;
import io.todoku.rule.SendersWithoutEgressPath;
import io.todoku.rule.Text;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import io.todoku.spf.AuthorisedRanges;
import io.todoku.spf.SpfEvaluator;
import io.todoku.spf.SpfRecord;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The SPF record of each mail domain authorises its senders and nobody else (RFC 7208). */
@Component
class SpfAuthorisesSenders implements Rule {

  static final String ID = "spf-authorises-senders";

  /** With more lookups than this, little is left of the ten that are allowed (section 4.6.4). */
  private static final int MANY_LOOKUPS = 8;

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.DOMAINS).revision(4).rfc(7208);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    List<Sender> senders =
        Stream.concat(
                Sender.possibleIn(snapshot).stream().filter(Sender::sendsForMailDomains),
                SendersBehindOtherAccounts.sendersIn(snapshot).stream())
            .toList();
    Optional<HiddenSenders> hidden = HiddenSenders.in(snapshot);
    return Stream.concat(
            MailDomainContext.judgeEach(
                ID, snapshot, mail -> judge(mail, sendersOf(mail.domain(), senders), hidden))
                .stream(),
            unclaimed(snapshot, senders))
        .toList();
  }

  /** The senders of a domain; as candidates where it is open whether they send for it. */
  private static List<Sender> sendersOf(String domain, List<Sender> senders) {
    return Stream.concat(
            senders.stream().filter(sender -> sender.domains().contains(domain)),
            senders.stream()
                .filter(sender -> sender.openDomains().contains(domain))
                .map(sender -> sender.asCandidateFor(domain)))
        .toList();
  }

  /** A sender that no domain claims is one question: which domain it sends for. */
  private static Stream<Finding> unclaimed(Snapshot snapshot, List<Sender> senders) {
    List<MailDomain> domains = snapshot.account().distinctDomains();
    return senders.stream()
        .filter(sender -> sender.sends() && sender.domains().isEmpty() && !domains.isEmpty())
        .map(sender ->
            Finding.of(ID, sender.resource())
                .evidence(
                    domains.stream()
                        .map(domain -> Evidence.dns(snapshot.lookup(domain.name(), "TXT")))
                        .toList())
                .evidence(Evidence.dns(snapshot.ptrLookup(sender.address())))
                .unknown(
                    Question.WHICH_DOMAIN.about(
                        sender.address(), "MX, SPF, PTR and HELO of " + sender.address()),
                    "unknown.unclaimed",
                    domains.stream().map(MailDomain::name).collect(Collectors.joining(", ")))
                .withRemedy(Remedy.of(Text.about(sender.address(), ID + ".do.claim"))));
  }

  /**
   * Why senders may be missing from the snapshot.
   *
   * @param place the Region or the account whose addresses could not be listed; null where it is a
   *     host whose mail leaves by an address that is not known
   */
  private record HiddenSenders(@Nullable String place, Reason reason) {

    static Optional<HiddenSenders> in(Snapshot snapshot) {
      return Stream.concat(
              NotCollected.addressFindings(ID, snapshot).stream()
                  .map(finding ->
                      new HiddenSenders(
                          finding.resource().id(),
                          Objects.requireNonNull(finding.unknownReason()))),
              SendersWithoutEgressPath.reasonsIn(snapshot)
                  .map(reason -> new HiddenSenders(null, reason)))
          .findFirst();
    }

    Finding finding(MailDomainContext mail) {
      return place == null
          ? mail.unknown("unknown.senders", reason, Remedy.NONE)
          : mail.unknown("unknown.senders.place", reason, Remedy.NONE, place);
    }
  }

  private static Finding judge(
      MailDomainContext mail, List<Sender> senders, Optional<HiddenSenders> hidden) {
    return switch (mail.lookup(mail.domain(), "TXT").answer()) {
      case Unknown<DnsAnswer>(Reason reason) -> mail.unknown("unknown", reason, Remedy.NONE);
      case Known<DnsAnswer>(DnsAnswer answer) ->
          switch (answer.status()) {
            case BOGUS, CNAME_LOOP ->
                mail.fail("fail.broken", mail.remedy("do.zone", List.of()), answer.status().name());
            case ANSWERED, NXDOMAIN, NODATA ->
                judgeRecord(
                    mail,
                    answer.records().stream()
                        .filter(SpfRecord::isSpf)
                        .findFirst()
                        .orElse(SpfRecord.VERSION),
                    senders,
                    hidden);
          };
    };
  }

  private static Finding judgeRecord(
      MailDomainContext mail, String record, List<Sender> senders, Optional<HiddenSenders> hidden) {
    SenderSpfResults results =
        new SenderSpfResults(mail.domain(), senders, new SpfEvaluator(mail::lookup));
    SpfRemedies remedies = new SpfRemedies(mail, record, senders);
    if (results.hasNoRecord()) {
      return mail.fail("fail.none", remedies.publish());
    }
    if (results.passesEverybody() || record.matches("(?i).* \\+?all( .*)?")) {
      return mail.fail("fail.anybody", remedies.close());
    }
    if (AuthorisedRanges.coverHalfOfTheInternet(mail.domain(), mail::lookup)) {
      return mail.fail("fail.half", remedies.close());
    }
    if (results.error().isPresent()) {
      return mail.fail("fail.error", mail.remedy("do.correct", List.of()), results.error().get());
    }
    Map<String, String> refused = results.refusedSenders();
    if (!refused.isEmpty()) {
      return mail.fail(
          "fail",
          remedies.add(List.copyOf(refused.keySet())),
          String.join(", ", refused.keySet()),
          describe(refused));
    }
    if (SpfRecordEditor.hasAll(record) && SpfRecordEditor.redirect(record).isPresent()) {
      return mail.warn(
          "warn.redirect", remedies.restoreRedirect(), SpfRecordEditor.redirect(record).get());
    }
    return results
        .failedLookup()
        .map(reason -> mail.unknown("unknown", reason, Remedy.NONE))
        .or(() -> results.refusedCandidate().map(sender -> doubtfulSender(mail, sender)))
        .or(() -> hidden.filter(_ -> !DomainSending.isParked(mail)).map(some -> some.finding(mail)))
        .orElseGet(() -> authorised(mail, remedies, results, senders));
  }

  /** The result once where it is the same for all senders, else with each address. */
  private static String describe(Map<String, String> refused) {
    Set<String> results = new LinkedHashSet<>(refused.values());
    return results.size() == 1
        ? results.iterator().next()
        : refused.entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
  }

  private static Finding doubtfulSender(MailDomainContext mail, Sender sender) {
    return mail.unknown(
        "unknown.role",
        Objects.requireNonNull(sender.uncertainty()),
        mail.remedy("do.add-if", List.of(), sender.address()),
        sender.address());
  }

  private static Finding authorised(
      MailDomainContext mail,
      SpfRemedies remedies,
      SenderSpfResults results,
      List<Sender> senders) {
    if (results.errorForOthers().isPresent()) {
      return mail.warn(
          "warn.error", mail.remedy("do.correct", List.of()), results.errorForOthers().get());
    }
    if (results.isNeutralToOthers()) {
      return mail.warn("warn.open", remedies.close());
    }
    String addresses =
        senders.stream().map(Sender::address).distinct().collect(Collectors.joining(", "));
    String lookups = String.valueOf(results.maxLookups());
    String many = results.maxLookups() > MANY_LOOKUPS ? ".many" : "";
    return senders.isEmpty()
        ? mail.pass("pass.nobody" + many, "", lookups)
        : mail.pass("pass" + many, addresses, lookups);
  }
}
