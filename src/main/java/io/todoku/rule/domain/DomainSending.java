package io.todoku.rule.domain;

import io.todoku.rule.Finding;
import io.todoku.rule.NotCollected;
import io.todoku.rule.Sender;
import io.todoku.rule.SendersBehindOtherAccounts;
import io.todoku.rule.SendersWithoutEgressPath;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Ses;
import io.todoku.snapshot.Ses.SesIdentity;
import io.todoku.snapshot.Snapshot;
import io.todoku.spf.SpfRecord;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Whether a mail domain sends mail: by senders of the account, by SES, or by others. */
sealed interface DomainSending {

  /** It sends: a sender of the account sends for it, SES has it, or its SPF authorises somebody. */
  record Sends() implements DomainSending {}

  /** Everything was looked at, and nothing sends for it. */
  record SendsNothing() implements DomainSending {}

  record Undetermined(Reason reason) implements DomainSending {}

  /** The evidence about the domain; its SPF record becomes evidence of the finding. */
  static DomainSending of(MailDomainContext mail) {
    Snapshot snapshot = mail.snapshot();
    List<Sender> senders = possibleSenders(snapshot, mail.domain());
    if (senders.stream().anyMatch(Sender::sends) || !sesIdentities(mail).isEmpty()) {
      return new Sends();
    }
    return switch (mail.lookup(mail.domain(), "TXT").answer()) {
      case Unknown<DnsAnswer>(Reason reason) -> new Undetermined(reason);
      case Known<DnsAnswer>(DnsAnswer answer)
          when answer.records().stream().anyMatch(DomainSending::authorisesSomebody) ->
          new Sends();
      case Known<DnsAnswer>(DnsAnswer answer) ->
          withoutAuthorisedSender(snapshot, senders, answer.records());
    };
  }

  /**
   * Whether the domain declares that it neither receives nor sends: by a Null MX, and by an SPF
   * record that refuses everybody. UNKNOWN where one of the two could not be looked up and the
   * other does not contradict.
   */
  static Observed<Boolean> declaredParked(MailDomainContext mail) {
    DnsLookup mx = mail.snapshot().lookup(mail.domain(), "MX");
    DnsLookup txt = mail.snapshot().lookup(mail.domain(), "TXT");
    boolean receives = mx.answer() instanceof Known<DnsAnswer> && !hasNullMx(mail);
    boolean permits =
        txt.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
            && !refusesEverybody(answer.records());
    if (receives || permits) {
      return Observed.known(false);
    }
    return Stream.of(mx, txt)
        .flatMap(lookup ->
            lookup.answer() instanceof Unknown<DnsAnswer>(Reason reason)
                ? Stream.of(Observed.<Boolean>unknown(reason))
                : Stream.<Observed<Boolean>>empty())
        .findFirst()
        .orElseGet(() -> Observed.known(true));
  }

  /** Whether it is declared to be parked, and everything that was collected agrees. */
  static boolean isParked(MailDomainContext mail) {
    return declaredParked(mail).orElse(false) && of(mail) instanceof SendsNothing;
  }

  /** Whether the domain declares that it receives no mail (RFC 7505). */
  static boolean hasNullMx(MailDomainContext mail) {
    DnsLookup mx = mail.snapshot().lookup(mail.domain(), "MX");
    return mx.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
        && answer.status() == Status.ANSWERED
        && mx.mailHosts().isEmpty();
  }

  /** The identities of SES by which mail of the domain is sent. */
  static List<SesIdentity> sesIdentities(MailDomainContext mail) {
    String domain = DnsLookup.canonical(mail.domain());
    return mail.snapshot().knownRegions().stream()
        .flatMap(region ->
            region.ses() instanceof Known<Ses>(Ses ses)
                ? ses.identities().stream()
                : Stream.<SesIdentity>empty())
        .filter(identity -> {
          String name = DnsLookup.canonical(identity.name());
          return name.equals(domain) || name.endsWith("@" + domain);
        })
        .toList();
  }

  private static List<Sender> possibleSenders(Snapshot snapshot, String domain) {
    return Stream.concat(
            Sender.possibleIn(snapshot).stream(),
            SendersBehindOtherAccounts.sendersIn(snapshot).stream())
        .filter(sender -> sender.domains().contains(domain))
        .toList();
  }

  private static boolean authorisesSomebody(String record) {
    return SpfRecord.of(record).stream()
        .flatMap(spf -> spf.terms().stream())
        .anyMatch(SpfRecord.Term::authorises);
  }

  private static boolean refusesEverybody(List<String> records) {
    List<String> spf = records.stream().filter(SpfRecord::isSpf).toList();
    return spf.size() == 1 && spf.getFirst().strip().matches("(?i)v=spf1 +-all");
  }

  /**
   * Nothing sends for the domain, as far as everything could be collected. A private host whose
   * mail leaves by an unknown address may send for a domain that does not refuse everybody.
   */
  private static DomainSending withoutAuthorisedSender(
      Snapshot snapshot, List<Sender> senders, List<String> records) {
    return Stream.of(
            senders.stream().map(Sender::uncertainty),
            NotCollected.addressFindings("", snapshot).stream().map(Finding::unknownReason),
            refusesEverybody(records)
                ? Stream.<Reason>empty()
                : SendersWithoutEgressPath.reasonsIn(snapshot),
            snapshot.knownRegions().stream()
                .flatMap(region ->
                    region.ses() instanceof Unknown<Ses>(Reason reason)
                        ? Stream.of(reason)
                        : Stream.<Reason>empty()))
        .flatMap(reasons -> reasons)
        .filter(Objects::nonNull)
        .findFirst()
        .<DomainSending>map(Undetermined::new)
        .orElseGet(SendsNothing::new);
  }
}
