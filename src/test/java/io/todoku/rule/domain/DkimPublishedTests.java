package io.todoku.rule.domain;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Ses.SesIdentity;
import io.todoku.snapshot.Ses.SesIdentityDetails;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.snapshot.SnapshotCopy;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DkimPublishedTests {

  private static final String NAME = "s1._domainkey.example.com";

  /** The key of RFC 8463, appendix A.2. */
  private static final String ED25519 =
      "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

  private final DkimPublished rule = new DkimPublished();

  /** A public key of this size; nobody has its private one. */
  private static String rsa(int bits) {
    try {
      BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);
      RSAPublicKeySpec spec = new RSAPublicKeySpec(modulus, BigInteger.valueOf(65537));
      return Base64.getEncoder()
          .encodeToString(KeyFactory.getInstance("RSA").generatePublic(spec).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static SnapshotBuilder selector(String... texts) {
    return aSnapshot().withDomain("example.com", "s1").dns(NAME, "TXT", texts);
  }

  private static List<Arguments> records() {
    String good = rsa(2048);
    return Stream.of(
            List.of(Verdict.PASS, "", "v=DKIM1; k=rsa; p=" + good),
            List.of(Verdict.PASS, "", "p=" + good),
            List.of(Verdict.PASS, "", "v=DKIM1; h=sha1:sha256; s=email; t=s; n=x; p=" + good + ";"),
            List.of(Verdict.PASS, "", "v=DKIM1; p=" + good.replaceAll(".{60}", "$0 ")),
            List.of(Verdict.PASS, "", "v=DKIM1; p=" + rsa(4096)),
            List.of(Verdict.WARN, "longer", "v=DKIM1; p=" + rsa(1024)),
            List.of(Verdict.WARN, "shorter", "v=DKIM1; p=" + rsa(8192)),
            List.of(Verdict.WARN, "end-test", "v=DKIM1; t=s:y; p=" + good),
            List.of(Verdict.WARN, "rsa", ED25519),
            List.of(Verdict.FAIL, "short", "v=DKIM1; p=" + rsa(1023)),
            List.of(Verdict.FAIL, "revoked", "v=DKIM1; p="),
            List.of(Verdict.FAIL, "service", "v=DKIM1; s=tlsrpt; p=" + good),
            List.of(Verdict.FAIL, "hash", "v=DKIM1; h=sha1; p=" + good),
            List.of(Verdict.FAIL, "algorithm", "v=DKIM1; k=dsa; p=" + good),
            List.of(Verdict.FAIL, "unreadable", "v=DKIM1; k=ed25519; p=" + good),
            List.of(Verdict.FAIL, "unreadable", "v=DKIM1; p=AAAA"),
            List.of(Verdict.FAIL, "unreadable", "v=DKIM1; p=%%%"),
            List.of(Verdict.FAIL, "unreadable", "v=DKIM1; k=rsa"),
            List.of(Verdict.FAIL, "unreadable", "v=DKIM1; nonsense; p=" + good),
            List.of(Verdict.FAIL, "unreadable", "v=DKIM1; p=" + good + "; p=" + good),
            List.of(Verdict.FAIL, "unreadable", "p=" + good + "; v=DKIM1"),
            List.of(Verdict.FAIL, "missing", "v=DKIM2; p=" + good),
            List.of(Verdict.FAIL, "missing", "v=spf1 -all"))
        .map(row -> Arguments.of(row.toArray()))
        .toList();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("records")
  void judgesTheRecord(Verdict verdict, String step, String record) {
    Finding finding = onlyFinding(rule, selector(record));

    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(finding.remedy().steps())
        .extracting(Text::key)
        .isEqualTo(step.isEmpty() ? List.of() : List.of("dkim-published.do." + step));
    assertThat(finding.evidence()).hasSize(1);
  }

  private static SnapshotBuilder twoSelectors(String first, String second, DnsAnswer ofSecond) {
    return aSnapshot()
        .withDomain("example.com", first, second)
        .dns(first + "._domainkey.example.com", "TXT", "v=DKIM1; p=" + rsa(2048))
        .dns(second + "._domainkey.example.com", "TXT", ofSecond);
  }

  private static DnsAnswer missing(String... aliases) {
    return new DnsAnswer(Status.NXDOMAIN, List.of(), List.of(aliases), null);
  }

  @Test
  void anAliasOfAProviderWithoutKeyIsWarnedOfBesideAGoodKey() {
    Finding finding = onlyFinding(rule, twoSelectors("a", "b", missing("b.dkim.provider.example")));

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary())
        .isEqualTo(Text.of("dkim-published.warn.unpublished", "example.com", "b", "a"));
    assertThat(finding.remedy().steps())
        .containsExactly(
            Text.of("dkim-published.do.provider", "example.com", "b._domainkey.example.com"));
  }

  @Test
  void theSecondSelectorOfMicrosoft365NeedsNoKeyYet() {
    assertThat(onlyFinding(rule, twoSelectors("selector1", "selector2", missing())).verdict())
        .isEqualTo(Verdict.WARN);
    assertThat(onlyFinding(rule, twoSelectors("selector2", "selector1", missing())).verdict())
        .isEqualTo(Verdict.WARN);
  }

  @Test
  void aSelectorWithoutKeyThatNoProviderPublishesFails() {
    assertThat(onlyFinding(rule, twoSelectors("a", "b", missing())).verdict())
        .isEqualTo(Verdict.FAIL);
    assertThat(onlyFinding(rule, twoSelectors("a", "b", missing("b.keys.example.com"))).verdict())
        .as("an alias within the domain")
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void anAliasWithoutKeyFailsWhereNoKeyIsPublished() {
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot()
                .withDomain("example.com", "b")
                .dns("b._domainkey.example.com", "TXT", missing("b.dkim.provider.example")));

    assertThat(finding.summary()).isEqualTo(Text.of("dkim-published.fail", "example.com", "b"));
  }

  private static SnapshotBuilder sesIdentity(Observed<SesIdentityDetails> details) {
    return aSnapshot()
        .withDomain("example.com")
        .sesIdentities(
            new SesIdentity("example.net", "DOMAIN", true, "SUCCESS", details("decoy")),
            new SesIdentity("example.com", "DOMAIN", true, "SUCCESS", details))
        .dns("t1._domainkey.example.com", "TXT", "v=DKIM1; p=" + rsa(2048));
  }

  private static Observed<SesIdentityDetails> details(String... selectors) {
    return Observed.known(
        new SesIdentityDetails(true, "SUCCESS", List.of(selectors), "AWS_SES", null, null));
  }

  @Test
  void selectorsOfTheAccountsSesIdentityAreKnown() {
    assertThat(onlyFinding(rule, sesIdentity(details("t1"))).summary())
        .isEqualTo(Text.of("dkim-published.pass", "example.com", "t1"));

    Finding missing = onlyFinding(rule, sesIdentity(details("t1", "t2")));
    assertThat(missing.verdict()).as("t2 was not looked up").isEqualTo(Verdict.UNKNOWN);
    assertThat(missing.unknownReason().source()).isEqualTo("t2._domainkey.example.com TXT");
  }

  @Test
  void whereSelectorsOfSesWereDeniedTheVerdictIsUnknown() {
    Finding finding =
        onlyFinding(
            rule,
            sesIdentity(
                Observed.unknown(Reason.of(ReasonKind.DENIED, "ses:GetEmailIdentity", ""))));

    assertThat(finding.summary())
        .isEqualTo(Text.of("dkim-published.unknown.ses", "example.com", "ap-northeast-1"));
  }

  @Test
  void anIdentityOfSesMayBeInEachRegionThatCouldNotBeListed() {
    SnapshotBuilder snapshot = sesIdentity(details("t1")).denied("ses:ListEmailIdentities");
    snapshot.withDomain("example.com", "t1");

    Finding finding = onlyFinding(rule, snapshot);

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.summary())
        .isEqualTo(Text.of("dkim-published.unknown.ses", "example.com", "ap-northeast-1"));
    assertThat(finding.unknownReason().source()).isEqualTo("ses:ListEmailIdentities");
  }

  @Test
  void inAnOlderFileInWhichNobodyAskedForIdentitiesTheConfiguredSelectorsCount() {
    SnapshotBuilder snapshot =
        sesIdentity(details("t1")).denied("ses:ListEmailIdentities", ReasonKind.NOT_ASKED);
    snapshot.withDomain("example.com", "t1");

    assertThat(onlyFinding(rule, snapshot).summary())
        .isEqualTo(Text.of("dkim-published.pass", "example.com", "t1"));
  }

  @Test
  void whereTheRegionsAreNotKnownTheAccountMayHaveOtherIdentities() {
    Reason reason = Reason.of(ReasonKind.NO_ACCESS, "sts:AssumeRole", "refused");
    SnapshotBuilder snapshot = sesIdentity(details("t1"));
    snapshot.withDomain("example.com", "t1");

    assertThat(
            rule.judge(
                SnapshotCopy.copyOf(snapshot.build()).regions(Observed.unknown(reason)).build()))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.summary())
              .isEqualTo(Text.of("dkim-published.unknown.ses", "example.com", "111111111111"));
          assertThat(finding.unknownReason()).isEqualTo(reason);
        });
  }

  @Test
  void theSelectorsOfOwnSendersAreAskedForBesideThoseOfSes() {
    Finding finding =
        onlyFinding(
            rule,
            sesIdentity(details("t1"))
                .withElasticIp("203.0.113.9", Map.of())
                .dns("example.com", "TXT", "v=spf1 ip4:203.0.113.9 -all"));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.summary())
        .isEqualTo(Text.of("dkim-published.unknown.own", "example.com", "t1", "203.0.113.9"));
  }

  @Test
  void aParkedDomainSignsNothing() {
    SnapshotBuilder parked =
        aSnapshot()
            .withDomain("example.com")
            .dns("example.com", "MX", "0 .")
            .dns("example.com", "TXT", "v=spf1 -all");

    assertThat(onlyFinding(rule, parked).summary())
        .isEqualTo(Text.of("dkim-published.na.parked", "example.com"));
  }

  @Test
  void failsWhereSeveralKeysStandAtOneSelector() {
    Finding finding = onlyFinding(rule, selector("p=" + rsa(2048), "v=DKIM1; p=" + rsa(4096)));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.remedy().steps().getFirst().key()).isEqualTo("dkim-published.do.several");
  }

  @Test
  void warnsOfOtherTextsBesideAKey() {
    Finding finding = onlyFinding(rule, selector("p=" + rsa(2048), "v=spf1 -all"));

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
  }

  @Test
  void aDomainThatAnOlderFileNamesTwiceIsJudgedOnce() {
    SnapshotBuilder world =
        aSnapshot()
            .withDomain("example.com", "s1")
            .withDomain("Example.com", "s2")
            .dns(NAME, "TXT", "p=" + rsa(2048))
            .dnsStatus("s2._domainkey.example.com", "TXT", Status.NXDOMAIN);

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.summary().arguments()).containsExactly("example.com", "s2");
  }

  @Test
  void namesTheSelectorsThatAreWrong() {
    SnapshotBuilder world =
        aSnapshot()
            .withDomain("example.com", "s1", "s2", "s3")
            .dns(NAME, "TXT", "p=" + rsa(2048))
            .dnsStatus("s2._domainkey.example.com", "TXT", Status.NXDOMAIN)
            .dnsUnknown("s3._domainkey.example.com", "TXT", ReasonKind.TIMEOUT);

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary().arguments()).containsExactly("example.com", "s2");
    assertThat(finding.remedy().commands()).isEmpty();
  }

  /** The command overwrites what it finds under its selector. */
  @Test
  void makesNoKeyUnderASelectorThatIsInUse() {
    SnapshotBuilder world =
        aSnapshot()
            .withDomain("example.com", "s1", "s2")
            .dns(NAME, "TXT", "p=" + rsa(1024))
            .dns("s2._domainkey.example.com", "TXT", "p=");

    assertThat(onlyFinding(rule, world).remedy().commands())
        .containsExactly("opendkim-genkey -b 2048 -s NEW-SELECTOR -d example.com");
  }

  @Test
  void isContentWithEd25519BesideRsa() {
    SnapshotBuilder world =
        aSnapshot().withDomain("example.com", "s1", "s2").dns(NAME, "TXT", ED25519);
    world.dns("s2._domainkey.example.com", "TXT", "p=" + rsa(2048));

    assertThat(onlyFinding(rule, world).verdict()).isEqualTo(Verdict.PASS);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"NXDOMAIN", "NODATA", "BOGUS", "CNAME_LOOP"})
  void failsWhereThereIsNothingToBeHad(Status status) {
    SnapshotBuilder world =
        aSnapshot().withDomain("example.com", "s1").dnsStatus(NAME, "TXT", status);

    assertThat(onlyFinding(rule, world).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void isUnknownWhereASelectorIsSilentOrWasNotAsked() {
    SnapshotBuilder world = aSnapshot().withDomain("example.com", "s1", "s2");
    world.dns(NAME, "TXT", "p=" + rsa(2048));

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().kind()).isEqualTo(ReasonKind.NOT_ASKED);
    assertThat(finding.summary().arguments()).containsExactly("example.com", "s2");
  }

  @Test
  void guessesNoSelector() {
    SnapshotBuilder world =
        aSnapshot()
            .withDomain("example.com")
            .dns("default._domainkey.example.com", "TXT", "p=" + rsa(2048));

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().kind()).isEqualTo(ReasonKind.NOT_CONFIGURED);
    assertThat(finding.unknownReason().fix()).isEqualTo("dkim-selectors");
    assertThat(finding.evidence()).isEmpty();
  }
}
