package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.NOW;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.acl;
import static io.todoku.snapshot.SnapshotBuilder.entry;

import io.todoku.snapshot.Attestation.AttestationState;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailboxServer;
import io.todoku.snapshot.MtaStsPolicyLookup.HttpAnswer;
import io.todoku.snapshot.NetworkAcl;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.RegionInventory.ElasticIp;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.ReverseDns;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Mail domains, servers and addresses in good order, of which the test inventory consists. */
final class InventoryParts {

  private static final String POLICY_SERVER = "198.51.100.80";

  private InventoryParts() {}

  /** An account whose sending limit was lifted, with the usual security groups. */
  static SnapshotBuilder anAccount(String id) {
    return aSnapshot()
        .account(id)
        .withAttestation(
            AttestationState.GRANTED, LocalDate.ofInstant(NOW, ZoneOffset.UTC).minusDays(10))
        .withSecurityGroup(NetworkParts.mailGroup(id))
        .withSecurityGroup(NetworkParts.closedGroup(id))
        .withSecurityGroup(NetworkParts.allowAllGroup(id))
        .with(CompleteDnsRecords::relayRecipientOutsideAccount);
  }

  /** A mail domain with everything that it should publish. */
  static void domain(SnapshotBuilder account, String name, String spf, String... exchanges) {
    String patterns =
        Arrays.stream(exchanges)
            .map(exchange -> "mx: " + exchange.substring(exchange.indexOf(' ') + 1) + "\n")
            .collect(Collectors.joining());
    account
        .withDomain(name, "s1", "s2")
        .dns(name, "MX", exchanges)
        .dns(name, "TXT", spf)
        .dns("s1._domainkey." + name, "TXT", "v=DKIM1; p=" + CompleteDnsRecords.rsa(2048))
        .dns("s2._domainkey." + name, "TXT", "v=DKIM1; p=" + CompleteDnsRecords.rsa(2048))
        .dns("_dmarc." + name, "TXT", "v=DMARC1; p=reject")
        .dns("_mta-sts." + name, "TXT", "v=STSv1; id=1;")
        .dns("mta-sts." + name, "A", POLICY_SERVER)
        .dnsStatus("mta-sts." + name, "AAAA", Status.NODATA)
        .policy(
            name,
            Observed.known(
                new HttpAnswer(
                    200,
                    "text/plain",
                    "version: STSv1\nmode: enforce\n" + patterns + "max_age: 604800\n",
                    null)))
        .dns("_smtp._tls." + name, "TXT", "v=TLSRPTv1; rua=mailto:tls@" + name);
  }

  /** A domain that neither sends nor takes mail. */
  static void parkedDomain(SnapshotBuilder account, String name) {
    account
        .withDomain(name)
        .dns(name, "MX", "0 .")
        .dns(name, "TXT", "v=spf1 -all")
        .dns("_dmarc." + name, "TXT", "v=DMARC1; p=reject")
        .dnsStatus("_mta-sts." + name, "TXT", Status.NXDOMAIN)
        .dnsStatus("_smtp._tls." + name, "TXT", Status.NXDOMAIN);
  }

  /** A name of an IPv4 address alone. */
  static void host(SnapshotBuilder account, String name, String address) {
    account.dns(name, "A", address).dnsStatus(name, "AAAA", Status.NODATA);
  }

  /** A name of an address that has it as PTR too. */
  static void namedHost(SnapshotBuilder account, String name, String address) {
    host(account, name, address);
    account.ptr(address, name);
  }

  /** An interface of an instance, and the Elastic IP that it has. */
  static void elasticInterface(SnapshotBuilder account, NetworkInterface nic, String pool) {
    String address = nic.publicAddresses().getFirst().address();
    account
        .withInterface(nic)
        .withElasticIpOnly(
            new ElasticIp(
                "eipalloc-" + address,
                address,
                "eipassoc-" + address,
                nic.instanceId(),
                nic.id(),
                Map.of(),
                pool,
                null));
  }

  /** What EC2 holds of the PTR of an Elastic IP. */
  static void ptrAttribute(SnapshotBuilder account, String address, String name) {
    account.reverseDns(
        new ReverseDns("eipalloc-" + address, address, name + ".", null, null, null));
  }

  /** An address whose PTR is the one that AWS gives. */
  static void unnamed(SnapshotBuilder account, String address) {
    account.ptr(
        address, "ec2-" + address.replace('.', '-') + ".ap-northeast-1.compute.amazonaws.com");
  }

  /** A web server, at whose ports for mail nothing listens. */
  static void withoutMailServer(SnapshotBuilder account, String address) {
    account.dialogue(address, SmtpDialogue.CONNECTION_REFUSED);
    for (MailboxServer.Protocol protocol : MailboxServer.Protocol.values()) {
      account.mailbox(
          address, protocol, Observed.known(MailboxServer.MailboxDialogue.CONNECTION_REFUSED));
    }
  }

  /** A network ACL that lets everything through these subnets. */
  static NetworkAcl openAcl(String... subnets) {
    return acl(
        "acl-1",
        List.of(subnets),
        entry(100, true, true, "-1", null, null, "0.0.0.0/0"),
        entry(100, false, true, "-1", null, null, "0.0.0.0/0"),
        entry(101, true, true, "-1", null, null, "::/0"),
        entry(101, false, true, "-1", null, null, "::/0"));
  }

  static void withoutPtr(SnapshotBuilder account, String address) {
    account.dnsStatus(DnsLookup.reverseName(address), "PTR", Status.NXDOMAIN);
  }
}
