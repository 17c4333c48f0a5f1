package io.todoku.rule.domain;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotCopy.copyOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Rule;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MtaStsPolicyLookup.HttpAnswer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.snapshot.SnapshotFile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of a domain that is in order, whatever is taken out of sight: no failure, and not all passes. */
class MissingLookupTests {

  private static final String KEY =
      "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

  private static Stream<Rule> rules() {
    return Stream.of(
        new MxResolves(),
        new DmarcPublished(),
        new DkimPublished(),
        new SpfAuthorisesSenders(),
        new TlsRptPublished(),
        new MtaStsPublished());
  }

  private static Snapshot validDomain() {
    SnapshotBuilder world =
        aSnapshot()
            .withDomain("m.example.com", "s1")
            .withSender("203.0.113.9")
            .dns("m.example.com", "MX", "10 mx.example.com")
            .dns("mx.example.com", "A", "203.0.113.9")
            .dnsStatus("mx.example.com", "AAAA", Status.NODATA)
            .dns("m.example.com", "TXT", "v=spf1 include:s.example.com mx -all")
            .dns("s.example.com", "TXT", "v=spf1 ip4:192.0.2.1 -all")
            .dnsStatus("_dmarc.m.example.com", "TXT", Status.NXDOMAIN)
            .dns("_dmarc.example.com", "TXT", "v=DMARC1; p=none; sp=reject")
            .dnsStatus("_dmarc.com", "TXT", Status.NXDOMAIN)
            .dns("s1._domainkey.m.example.com", "TXT", KEY)
            .dns("_smtp._tls.m.example.com", "TXT", "v=TLSRPTv1; rua=mailto:r@example.com")
            .dns("_mta-sts.m.example.com", "TXT", "v=STSv1; id=1")
            .policy(
                "m.example.com",
                Observed.known(
                    new HttpAnswer(
                        200,
                        "text/plain",
                        "version: STSv1\nmode: enforce\nmx: mx.example.com\nmax_age: 604800",
                        null)))
            .dialogue("203.0.113.9", MxServers.withCertificate("mx.example.com"));
    return SnapshotFile.read(SnapshotFile.write(world.build()));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void nothingIsMadeOfWhatIsNotSeen(Rule rule) {
    Snapshot whole = validDomain();
    Verdict before = rule.judge(whole).getFirst().verdict();
    // the key of this domain is one that only some receivers know
    assertThat(before).isEqualTo(rule instanceof DkimPublished ? Verdict.WARN : Verdict.PASS);

    List<Finding> after =
        whole.lookups().stream()
            .map(l -> rule.judge(copyOf(whole).without(l).build()).getFirst())
            .toList();

    assertThat(after).extracting(Finding::verdict).containsOnly(before, Verdict.UNKNOWN);
    assertThat(after)
        .allSatisfy(
            f -> assertThat(f.unknownReason() != null).isEqualTo(f.verdict() == Verdict.UNKNOWN));
  }
}
