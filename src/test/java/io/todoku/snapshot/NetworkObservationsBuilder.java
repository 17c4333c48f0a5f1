package io.todoku.snapshot;

import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.MailServer.SmtpReply;
import java.util.ArrayList;
import java.util.List;

/**
 * What DNS, mail servers and web servers say, for tests.
 *
 * @param <W> the builder that all of them give back
 */
public abstract class NetworkObservationsBuilder<W extends NetworkObservationsBuilder<W>>
    extends RegionInventoryBuilder<W> {

  final List<DnsLookup> lookups = new ArrayList<>();
  final List<MailServer> servers = new ArrayList<>();
  final List<MtaStsPolicyLookup> policies = new ArrayList<>();
  final List<MailboxServer> mailboxes = new ArrayList<>();
  Observed<List<String>> blocklists = Observed.known(List.of());

  /** As a collector got them. */
  public W lookups(List<DnsLookup> all) {
    lookups.addAll(all);
    return self();
  }

  public W dns(String name, String type, String... records) {
    return dns(name, type, new DnsAnswer(Status.ANSWERED, List.of(records), List.of(), 300L));
  }

  public W dns(String name, String type, DnsAnswer answer) {
    lookups.add(
        new DnsLookup(name, type, "192.0.2.53", SnapshotBuilder.NOW, Observed.known(answer)));
    return self();
  }

  public W dnsStatus(String name, String type, Status status) {
    return dns(name, type, new DnsAnswer(status, List.of(), List.of(), null));
  }

  public W dnsUnknown(String name, String type, ReasonKind cause) {
    lookups.add(
        new DnsLookup(
            name,
            type,
            "192.0.2.53",
            SnapshotBuilder.NOW,
            Observed.unknown(Reason.of(cause, name + " " + type, "test"))));
    return self();
  }

  /** Blocklists that are asked and, of IPv4 addresses, work: they have their test entries. */
  public W blocklists(String... lists) {
    blocklists = Observed.known(List.of(lists));
    for (String list : lists) {
      dns(Blocklists.testEntryName(false, list), "A", "127.0.0.2");
      dnsStatus(Blocklists.negativeTestEntryName(false, list), "A", Status.NXDOMAIN);
    }
    return self();
  }

  public W blocklists(Observed<List<String>> observed) {
    blocklists = observed;
    return self();
  }

  public W ptr(String address, String... names) {
    return dns(DnsLookup.reverseName(address), "PTR", names);
  }

  /** A server that answers every form with the same reply to RCPT, but for those with their own. */
  public W relayTestedServer(
      String address,
      SmtpReply plain,
      SmtpReply routed,
      SmtpReply odd,
      SmtpEnding ending,
      boolean hasMx) {
    if (hasMx) {
      dns("probe.example", "MX", "10 mx.probe.example");
      dns("mx.probe.example", "A", "198.51.100.99");
      dnsStatus("mx.probe.example", "AAAA", Status.NODATA);
    } else {
      dnsStatus("probe.example", "MX", Status.NODATA);
      dns("probe.example", "A", "198.51.100.99");
      dnsStatus("probe.example", "AAAA", Status.NODATA);
    }
    return dialogue(
        address,
        SmtpDialogueBuilder.aServer()
            .names("mail ESMTP", "mail")
            .extensions()
            .relayAttempts(plain, routed, odd)
            .recipientDomain("probe.example", hasMx)
            .ending(ending)
            .build());
  }

  /** A dialogue of these attempts, with nothing else of note. */
  public static SmtpDialogue dialogueOf(
      List<RelayAttempt> attempts, boolean hasMx, SmtpEnding ending) {
    return SmtpDialogueBuilder.aServer()
        .names("mail ESMTP", "mail")
        .extensions()
        .attempts(attempts)
        .recipientDomain("probe.example", hasMx)
        .ending(ending)
        .build();
  }

  /** A server that gives itself these names; null where it says nothing. */
  public W serverNamed(String address, String greeting, String ehlo, SmtpEnding ending) {
    return dialogue(
        address,
        SmtpDialogueBuilder.aServer()
            .names(greeting, ehlo)
            .extensions()
            .withoutRelayTest()
            .ending(ending)
            .build());
  }

  public W serverNamed(String address, String greeting, String ehlo) {
    return serverNamed(address, greeting, ehlo, SmtpEnding.COMPLETE);
  }

  public W dialogue(String address, SmtpDialogue dialogue) {
    servers.add(new MailServer(address, 25, SnapshotBuilder.NOW, Observed.known(dialogue)));
    return self();
  }

  /** What the web server of this domain answers when asked for its MTA-STS policy. */
  public W policy(String domain, Observed<MtaStsPolicyLookup.HttpAnswer> answer) {
    policies.add(new MtaStsPolicyLookup(domain, "https://test/", SnapshotBuilder.NOW, answer));
    return self();
  }

  /** What a port for fetching mail said, or why not. */
  public W mailbox(
      String address,
      MailboxServer.Protocol protocol,
      Observed<MailboxServer.MailboxDialogue> dialogue) {
    mailboxes.add(
        new MailboxServer(address, protocol, protocol.port(), SnapshotBuilder.NOW, dialogue));
    return self();
  }

  public W serverUnknown(String address, ReasonKind cause) {
    servers.add(
        new MailServer(
            address,
            25,
            SnapshotBuilder.NOW,
            Observed.unknown(Reason.of(cause, address + ":25", "test"))));
    return self();
  }
}
