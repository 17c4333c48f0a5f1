package io.todoku.inventory;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.inventory.ProposedDomains.ProposedDomain;
import io.todoku.rule.Sender;
import io.todoku.rule.Text;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Ses.SesIdentity;
import io.todoku.snapshot.Ses.SesIdentityDetails;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProposedDomainsTests {

  private static Account account(String... domains) {
    return new Account(
        "111111111111",
        "main",
        "Example KK",
        Environment.PRODUCTION,
        new Access.DefaultChain(),
        List.of(),
        List.of(domains).stream().map(name -> new MailDomain(name, List.of())).toList());
  }

  private static List<ProposedDomain> proposed(SnapshotBuilder world, String... configured) {
    Snapshot snapshot = world.build();
    return ProposedDomains.of(account(configured), snapshot, Sender.allIn(snapshot));
  }

  private static SnapshotBuilder withIdentities(SesIdentity... identities) {
    return aSnapshot()
        .ses(
            Observed.unknown(Reason.of(ReasonKind.NOT_ASKED, "ses:GetAccount", "")),
            List.of(identities));
  }

  private static SesIdentity signing(String name, boolean signs, String... selectors) {
    return new SesIdentity(
        name,
        "DOMAIN",
        true,
        "SUCCESS",
        Observed.known(
            new SesIdentityDetails(signs, "SUCCESS", List.of(selectors), "AWS_SES", null, null)));
  }

  @Test
  void verifiedDomainsOfSesAreProposedWithTheirSelectors() {
    assertThat(
            proposed(
                withIdentities(
                    signing("Example.com", true, "a1", "a2"),
                    signing("example.net", false, "old"),
                    new SesIdentity("pending.example", "DOMAIN", false, "PENDING"),
                    new SesIdentity("hana@example.org", "EMAIL_ADDRESS", true, "SUCCESS"))))
        .containsExactly(
            new ProposedDomain(
                "example.com",
                List.of("a1", "a2"),
                List.of(Text.of("inventory.proposed.ses", SnapshotBuilder.REGION)),
                true),
            new ProposedDomain(
                "example.net",
                List.of(),
                List.of(Text.of("inventory.proposed.ses", SnapshotBuilder.REGION)),
                true));
  }

  @ParameterizedTest
  @CsvSource({
    "mail.example.com, example.com",
    "mx1.tokyo.example.co.jp, example.co.jp",
    "example.com, example.com"
  })
  void theReverseNameOfASenderNamesItsDomain(String name, String domain) {
    assertThat(proposed(aSnapshot().withSender("192.0.2.7").ptr("192.0.2.7", name)))
        .containsExactly(
            new ProposedDomain(
                domain,
                List.of(),
                List.of(Text.of("inventory.proposed.ptr", "192.0.2.7", name)),
                true));
  }

  /** Whoever rents such an address sends for another domain. */
  @ParameterizedTest
  @CsvSource({
    "ec2-192-0-2-7.ap-northeast-1.compute.amazonaws.com",
    "ec2-192-0-2-7.cn-north-1.compute.amazonaws.com.cn",
    "a7.smtp-out.eu-west-1.amazonaws.com"
  })
  void aNameOfAwsIsNotProposed(String name) {
    assertThat(proposed(aSnapshot().withSender("192.0.2.7").ptr("192.0.2.7", name))).isEmpty();
  }

  @Test
  void theNameOfAnAddressThatDoesNotSendIsNotProposed() {
    assertThat(
            proposed(
                aSnapshot()
                    .withSender("192.0.2.7")
                    .withRoleOverride("192.0.2.7", false)
                    .ptr("192.0.2.7", "www.example.com")))
        .isEmpty();
  }

  /** A web site has a zone too, so that a person has to choose it. */
  @Test
  void aHostedZoneIsProposedButNotTakenForAMailDomain() {
    SnapshotBuilder world =
        aSnapshot()
            .withSender("192.0.2.7")
            .ptr("192.0.2.7", "mail.example.net")
            .zones(
                Observed.known(
                    List.of(
                        new HostedZone("Z1", "example.com", Observed.known(List.of())),
                        new HostedZone("Z2", "example.net", Observed.known(List.of())),
                        new HostedZone("Z3", "2.0.192.in-addr.arpa", Observed.known(List.of())))));

    assertThat(proposed(world))
        .extracting(ProposedDomain::name, ProposedDomain::likely, domain -> domain.reasons().size())
        .containsExactly(tuple("example.net", true, 2), tuple("example.com", false, 1));
  }

  @Test
  void whatTheSettingsHaveIsNotProposed() {
    assertThat(
            proposed(
                withIdentities(signing("example.com", true), signing("example.com.example", true)),
                "EXAMPLE.com"))
        .extracting(ProposedDomain::name)
        .containsExactly("example.com.example");
  }

  /** A mail domain of SES below the registered one is the better answer. */
  @Test
  void aNameBelowADomainOfSesIsOfThatDomain() {
    assertThat(
            proposed(
                withIdentities(signing("news.example.com", true))
                    .withSender("192.0.2.7")
                    .ptr("192.0.2.7", "out.news.example.com")))
        .extracting(ProposedDomain::name, domain -> domain.reasons().size())
        .containsExactly(tuple("news.example.com", 2));
  }

  @Test
  void aNameBelowADomainOfTheSettingsProposesNothing() {
    SnapshotBuilder world =
        aSnapshot().withSender("192.0.2.7").ptr("192.0.2.7", "form.test.example.com");

    assertThat(proposed(world, "test.example.com")).isEmpty();
    assertThat(proposed(world, "est.example.com"))
        .extracting(ProposedDomain::name)
        .containsExactly("example.com");
  }

  @Test
  void onlyWhatIsProposedCanBeChosen() {
    List<ProposedDomain> all =
        proposed(withIdentities(signing("example.com", true, "s1"), signing("example.net", true)));

    assertThat(ProposedDomains.chosen(all, List.of(" Example.COM ", "evil.example")))
        .containsExactly(new MailDomain("example.com", List.of("s1")));
    assertThat(
            ProposedDomains.with(
                    account("kept.example"), ProposedDomains.chosen(all, List.of("example.net")))
                .mailDomains())
        .extracting(MailDomain::name)
        .containsExactly("kept.example", "example.net");
  }
}
