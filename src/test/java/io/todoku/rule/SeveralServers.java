package io.todoku.rule;

import static io.todoku.rule.NetworkParts.nic;
import static io.todoku.rule.SeveralFixture.SERVERS;
import static io.todoku.rule.SeveralFixture.SERVERS_V6;
import static io.todoku.rule.SeveralFixture.SERVER_NAMES;
import static io.todoku.snapshot.SnapshotBuilder.NOW;

import io.todoku.snapshot.MailServer.Certificate;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpReply;
import io.todoku.snapshot.MailServer.Tls;
import io.todoku.snapshot.MailboxServer.MailboxDialogue;
import io.todoku.snapshot.MailboxServer.MailboxEnding;
import io.todoku.snapshot.MailboxServer.Protocol;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.RegionInventory.Egress;
import io.todoku.snapshot.RegionInventory.Ingress;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.SecurityGroup;
import io.todoku.snapshot.SmtpDialogueBuilder;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The mail servers of {@link SeveralFixture}: dual-stack, in three security groups each. */
final class SeveralServers {

  static final String OWNER = "111111111111";
  static final String VPC = "vpc-1";
  static final List<String> GROUPS = List.of("sg-x", "sg-y", "sg-z");
  private static final SmtpReply REFUSAL =
      new SmtpReply(554, "5.7.1 <b@probe.example>: Relay access denied");

  private SeveralServers() {}

  /** The server with this number, which each domain has as MX host. */
  static void server(SnapshotBuilder account, int number) {
    String address = SERVERS.get(number);
    String v6 = SERVERS_V6.get(number);
    String name = SERVER_NAMES.get(number);
    GROUPS.forEach(id -> account.withSecurityGroup(group(id)));
    InventoryParts.elasticInterface(
        account,
        nic("eni-mail", OWNER, VPC, "subnet-a")
            .instance("i-mail")
            .elasticIps(address)
            .ipv6(v6)
            .groups(GROUPS.toArray(String[]::new))
            .build(),
        "amazon");
    InventoryParts.ptrAttribute(account, address, name);
    account
        .withInstance(new Instance("i-mail", "running", VPC, "subnet-a", Map.of()))
        .subnet("subnet-a", VPC, "a", "10.0.0.0/24")
        .routeTables(NetworkParts.table(VPC, "subnet-a", "igw-1"))
        .ptr(address, name)
        .ptr(v6, name)
        .dns(name, "A", address)
        .dns(name, "AAAA", v6)
        .dialogue(address, dialogue(name))
        .dialogue(v6, dialogue(name));
  }

  /** What the POP3 and IMAP ports of all servers say. */
  static void mailboxes(SnapshotBuilder account) {
    Stream.concat(SERVERS.stream(), SERVERS_V6.stream())
        .forEach(address ->
            account
                .mailbox(
                    address,
                    Protocol.IMAP,
                    mailbox("* OK ready", "IMAP4rev1", "STARTTLS", "LOGINDISABLED"))
                .mailbox(address, Protocol.POP3, mailbox("+OK ready", "TOP", "UIDL", "STLS")));
  }

  private static Observed<MailboxDialogue> mailbox(String greeting, String... capabilities) {
    return Observed.known(
        new MailboxDialogue(MailboxEnding.COMPLETE, greeting, List.of(capabilities), List.of()));
  }

  /** A group that opens the ports for mail and lets everything out. */
  static SecurityGroup group(String id) {
    List<String> anywhere = List.of("0.0.0.0/0", "::/0");
    return new SecurityGroup(
        id,
        id,
        Stream.of(25, 110, 143).map(port -> new Ingress("tcp", port, port, anywhere)).toList(),
        Observed.known(
            Stream.concat(SeveralNetworks.RANGES.stream(), Stream.of("::/0"))
                .map(range -> new Egress("-1", null, null, List.of(range)))
                .toList()),
        OWNER);
  }

  private static SmtpDialogue dialogue(String name) {
    SmtpDialogueBuilder server =
        SmtpDialogueBuilder.aServer()
            .names(name + " ESMTP Postfix (3.9.1)", name)
            .tls(Observed.known(tls(name)))
            .extensions("STARTTLS", "AUTH SCRAM-SHA-256 SCRAM-SHA-1 GSSAPI")
            .relayAttempts(REFUSAL, REFUSAL, REFUSAL)
            .servedDomains(REFUSAL, SeveralFixture.DOMAINS.toArray(String[]::new))
            .withReply("VRFY postmaster", 252, "2.0.0 postmaster")
            .withReply("VRFY todoku-0f3a91c2", 252, "2.0.0 todoku-0f3a91c2")
            .withReply("EXPN postmaster", 502, "5.5.2 Error: command not recognized")
            .withReply("HELP", 502, "5.5.2 Error: command not recognized");
    for (String domain : SeveralFixture.DOMAINS) {
      server.withReply("RCPT TO:<nobody@" + domain + ">", 550, "5.1.1 User unknown");
    }
    return server.build();
  }

  private static Tls tls(String name) {
    List<String> names =
        Stream.concat(
                Stream.of(name),
                SeveralFixture.DOMAINS.stream().flatMap(d -> SeveralDomains.mxHosts(d).stream()))
            .toList();
    return new Tls(
        null,
        "TLSv1.3",
        "TLS_AES_256_GCM_SHA384",
        List.of(
            new Certificate(
                "CN=" + name,
                "CN=ca",
                names,
                NOW.minus(Duration.ofDays(1)),
                NOW.plus(Duration.ofDays(90)))),
        null,
        List.of());
  }
}
