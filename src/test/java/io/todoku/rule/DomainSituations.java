package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;

import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MtaStsPolicyLookup.HttpAnswer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Ses.SesAccount;
import io.todoku.snapshot.Ses.SesIdentity;
import io.todoku.snapshot.Ses.SesIdentityDetails;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;

/**
 * An account with domains of several kinds: one with two MX servers under an enforced MTA-STS
 * policy, one that is parked, one with a Null MX that SES sends for, and one with a redirect in its
 * SPF record.
 */
final class DomainSituations {

  private static final String FIRST = "203.0.113.30";
  private static final String SECOND = "203.0.113.31";

  private DomainSituations() {}

  static Snapshot severalKinds() {
    SnapshotBuilder snapshot =
        aSnapshot()
            .withElasticIp(FIRST, Map.of())
            .withElasticIp(SECOND, Map.of())
            .openToTheWorld(25)
            .dialogue(FIRST, CompleteMailServers.healthy("mx1.two.example", false))
            .dialogue(SECOND, CompleteMailServers.healthy("mx2.two.example", false))
            .ses(Observed.known(new SesAccount(true, true, "HEALTHY", 1000, 10, 14)))
            .sesIdentities(
                new SesIdentity(
                    "news.example",
                    "DOMAIN",
                    true,
                    "SUCCESS",
                    Observed.known(
                        new SesIdentityDetails(
                            true,
                            "SUCCESS",
                            List.of("t1"),
                            "AWS_SES",
                            "bounce.news.example",
                            "SUCCESS"))))
            .dns("bounce.news.example", "MX", "10 feedback-smtp.ap-northeast-1.amazonses.com")
            .dns("bounce.news.example", "TXT", "v=spf1 include:amazonses.com ~all")
            .dns(
                "t1._domainkey.news.example",
                "TXT",
                "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    domain(snapshot, "two.example", "v=spf1 mx -all", "10 mx1.two.example", "20 mx2.two.example");
    host(snapshot, "mx1.two.example", FIRST);
    host(snapshot, "mx2.two.example", SECOND);
    snapshot
        .dns("_mta-sts.two.example", "TXT", "v=STSv1; id=1")
        .dns("mta-sts.two.example", "A", "192.0.2.80")
        .dnsStatus("mta-sts.two.example", "AAAA", Status.NODATA)
        .policy(
            "two.example",
            Observed.known(
                new HttpAnswer(
                    200,
                    "text/plain",
                    "version: STSv1\nmode: enforce\nmx: *.two.example\nmax_age: 604800",
                    null)));
    domain(snapshot, "parked.example", "v=spf1 -all", "0 .");
    domain(snapshot, "news.example", "v=spf1 -all", "0 .");
    domain(snapshot, "other.example", "v=spf1 redirect=_spf.other.example", "10 mx.provider.test");
    snapshot.dns("_spf.other.example", "TXT", "v=spf1 ip4:192.0.2.5 ?all");
    host(snapshot, "mx.provider.test", "192.0.2.5");
    return snapshot.build();
  }

  private static void domain(
      SnapshotBuilder snapshot, String name, String spf, String... exchanges) {
    snapshot
        .withDomain(name)
        .dns(name, "MX", exchanges)
        .dns(name, "TXT", spf)
        .dnsStatus("_dmarc." + name, "TXT", Status.NXDOMAIN)
        .dnsStatus("_dmarc.example", "TXT", Status.NXDOMAIN)
        .dnsStatus("_smtp._tls." + name, "TXT", Status.NXDOMAIN);
    if (!name.equals("two.example")) {
      snapshot.dnsStatus("_mta-sts." + name, "TXT", Status.NXDOMAIN);
    }
  }

  private static void host(SnapshotBuilder snapshot, String name, String address) {
    snapshot.dns(name, "A", address).dnsStatus(name, "AAAA", Status.NODATA).ptr(address, name);
  }
}
