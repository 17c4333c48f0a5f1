package io.todoku.rule;

import io.todoku.snapshot.Blocklists;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MtaStsPolicyLookup.HttpAnswer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.SnapshotBuilder;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/** What names and mail domains say to everything that is asked of them. */
final class CompleteDnsRecords {

  private CompleteDnsRecords() {}

  static void goodNames(SnapshotBuilder world, String address, String name) {
    world.ptr(address, name).dns(name, "A", address);
  }

  /**
   * @param senders that its SPF record names
   */
  static void goodDomain(SnapshotBuilder world, String... senders) {
    String spf =
        Arrays.stream(senders)
            .map(a -> (a.contains(":") ? " ip6:" : " ip4:") + a)
            .collect(Collectors.joining("", "v=spf1", " -all"));
    world
        .dns("example.com", "TXT", spf)
        .dns("example.com", "MX", "10 mail.example.com", "20 mx.example.net")
        .dns("mx.example.net", "A", CompleteSnapshots.OTHER_ACCOUNT_ADDRESS)
        .dnsStatus("mx.example.net", "AAAA", Status.NODATA)
        .ptr(CompleteSnapshots.OTHER_ACCOUNT_ADDRESS, "mx.example.net")
        .dns("s1._domainkey.example.com", "TXT", "v=DKIM1; p=" + rsa(2048))
        .dns("_dmarc.example.com", "TXT", "v=DMARC1; p=reject")
        .dns("_mta-sts.example.com", "TXT", "v=STSv1; id=1;")
        .dns("mta-sts.example.com", "A", CompleteSnapshots.OTHER_ACCOUNT_ADDRESS)
        .dnsStatus("mta-sts.example.com", "AAAA", Status.NODATA)
        .policy(
            "example.com",
            Observed.known(
                new HttpAnswer(
                    200,
                    "text/plain",
                    "version: STSv1\nmode: enforce\nmx: *.example.com\nmx: *.example.net\n"
                        + "max_age: 604800\n",
                    null)))
        .dns("_smtp._tls.example.com", "TXT", "v=TLSRPTv1; rua=mailto:tls@example.com");
  }

  static void brokenDomain(SnapshotBuilder world) {
    world
        .dns(
            "example.com", "MX", "10 lost.example.com", "20 old.example.com", "30 mail.example.com")
        .dns("lost.example.com", "A", CompleteSnapshots.RELEASED)
        .dnsStatus("lost.example.com", "AAAA", Status.NODATA)
        .ptr(CompleteSnapshots.RELEASED, "ec2-198-51-100-70.ap-northeast-1.compute.amazonaws.com")
        .dns("old.example.com", "A", CompleteSnapshots.IDLE)
        .dnsStatus("old.example.com", "AAAA", Status.NODATA)
        .dns(
            "mail.example.com",
            "A",
            CompleteSnapshots.SENDER,
            CompleteSnapshots.OTHER_REGION_SENDER)
        .dnsStatus("mail.example.com", "AAAA", Status.NODATA)
        .dns("example.com", "TXT", "v=spf1 ip4:192.0.2.9 -all")
        .dns("s1._domainkey.example.com", "TXT", "v=DKIM1; p=" + rsa(512))
        .dns("s2._domainkey.example.com", "TXT", "v=DKIM1; p=" + rsa(1024))
        .dns("_dmarc.example.com", "TXT", "v=DMARC1; p=none")
        .dns("_mta-sts.example.com", "TXT", "v=STSv1; id=1;")
        .dns("mta-sts.example.com", "A", CompleteSnapshots.OTHER_ACCOUNT_ADDRESS)
        .dnsStatus("mta-sts.example.com", "AAAA", Status.NODATA)
        .policy("example.com", Observed.known(new HttpAnswer(404, "text/html", "", null)))
        .dns("_smtp._tls.example.com", "TXT", "v=TLSRPTv1; rua=nowhere");
  }

  /** A domain that says nothing at all. */
  static void domainWithoutRecords(SnapshotBuilder world) {
    world
        .dnsStatus("example.org", "MX", Status.NODATA)
        .dnsStatus("example.org", "A", Status.NODATA)
        .dnsStatus("example.org", "AAAA", Status.NODATA)
        .dnsStatus("example.org", "TXT", Status.NODATA)
        .dnsStatus("_dmarc.example.org", "TXT", Status.NXDOMAIN)
        .dnsStatus("_dmarc.org", "TXT", Status.NXDOMAIN)
        .dnsStatus("_mta-sts.example.org", "TXT", Status.NXDOMAIN)
        .dnsStatus("_smtp._tls.example.org", "TXT", Status.NXDOMAIN);
  }

  static void notOnBlocklist(SnapshotBuilder world, String... addresses) {
    for (String address : addresses) {
      if (address.contains(":")) {
        world
            .dns(Blocklists.testEntryName(true, CompleteSnapshots.BLOCKLIST), "A", "127.0.0.2")
            .dnsStatus(
                Blocklists.negativeTestEntryName(true, CompleteSnapshots.BLOCKLIST),
                "A",
                Status.NXDOMAIN);
      }
      world.dnsStatus(
          Blocklists.entryName(address, CompleteSnapshots.BLOCKLIST), "A", Status.NXDOMAIN);
    }
  }

  static void relayRecipientOutsideAccount(SnapshotBuilder world) {
    world
        .dns("probe.example", "MX", "10 mx.probe.example")
        .dns("mx.probe.example", "A", "192.0.2.99")
        .dnsStatus("mx.probe.example", "AAAA", Status.NODATA);
  }

  /** The mail of the relay test's recipient goes to an address of the account. */
  static void relayRecipientInAccount(SnapshotBuilder world) {
    world
        .dns("probe.example", "MX", "10 mx.probe.example")
        .dns("mx.probe.example", "A", CompleteNetworks.BALANCER)
        .dnsStatus("mx.probe.example", "AAAA", Status.NODATA);
  }

  /** A public key of this size; nobody has its private one. */
  static String rsa(int bits) {
    try {
      BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);
      RSAPublicKeySpec spec = new RSAPublicKeySpec(modulus, BigInteger.valueOf(65537));
      return Base64.getEncoder()
          .encodeToString(KeyFactory.getInstance("RSA").generatePublic(spec).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
