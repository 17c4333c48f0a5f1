package io.todoku.rule.domain;

import io.todoku.rule.NotCollected;
import io.todoku.rule.Sender;
import io.todoku.rule.SendersWithoutEgressPath;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
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

  /** The evidence about the domain; each lookup that it needs becomes evidence of the finding. */
  static DomainSending of(MailDomainContext mail) {
    Snapshot snapshot = mail.snapshot();
    List<Sender> senders = possibleSenders(snapshot, mail.domain());
    if (senders.stream().anyMatch(Sender::sends) || !sesIdentities(mail).isEmpty()) {
      return new Sends();
    }
    return switch (mail.lookup(mail.domain(), "TXT").answer()) {
      case Unknown<DnsAnswer>(Reason reason) -> new Undetermined(reason);
      case Known<DnsAnswer>(DnsAnswer answer) -> {
        List<String> records = answer.records().stream().filter(SpfRecord::isSpf).toList();
        yield records.isEmpty()
            ? withoutSpf(snapshot, senders)
            : records.stream().anyMatch(DomainSending::authorisesSomebody)
                ? new Sends()
                : new SendsNothing();
      }
    };
  }

  /**
   * Whether the domain is parked: a Null MX and an SPF record that ends in {@code -all} declare
   * that it neither receives nor sends, and no sender contradicts them.
   */
  static boolean isParked(MailDomainContext mail) {
    return hasNullMx(mail)
        && mail.snapshot().lookup(mail.domain(), "TXT").answer()
            instanceof Known<DnsAnswer>(DnsAnswer answer)
        && answer.records().stream().filter(SpfRecord::isSpf).count() == 1
        && answer.records().stream().anyMatch(text -> text.strip().matches("(?i)v=spf1 +-all"))
        && possibleSenders(mail.snapshot(), mail.domain()).isEmpty()
        && sesIdentities(mail).isEmpty();
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
    return Sender.possibleIn(snapshot).stream()
        .filter(sender -> sender.domains().contains(domain))
        .toList();
  }

  private static boolean authorisesSomebody(String record) {
    return SpfRecord.of(record).stream()
        .flatMap(spf -> spf.terms().stream())
        .anyMatch(SpfRecord.Term::authorises);
  }

  /** Without an SPF record, only what was collected shows that nothing sends. */
  private static DomainSending withoutSpf(Snapshot snapshot, List<Sender> senders) {
    return Stream.of(
            senders.stream().map(Sender::uncertainty),
            NotCollected.addressFindings("", snapshot).stream()
                .map(finding -> finding.unknownReason()),
            SendersWithoutEgressPath.reasonsIn(snapshot),
            snapshot.knownRegions().stream()
                .map(RegionInventory::ses)
                .filter(Unknown.class::isInstance)
                .map(ses -> ((Unknown<?>) (Observed<?>) ses).reason()))
        .flatMap(reasons -> reasons)
        .filter(Objects::nonNull)
        .findFirst()
        .<DomainSending>map(Undetermined::new)
        .orElseGet(SendsNothing::new);
  }
}
