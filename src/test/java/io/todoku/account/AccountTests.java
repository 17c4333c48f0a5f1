package io.todoku.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.Environment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTests {

  private static Account account(
      String id, String name, List<String> regions, MailDomain... domains) {
    return new Account(
        id,
        name,
        "Example KK",
        Environment.STAGING,
        new Access.DefaultChain(),
        regions,
        List.of(domains));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1234567890123", "11111111111", "", "11111111111a", "１１１１１１１１１１１１"})
  void anIdHasTwelveDigits(String id) {
    assertThatThrownBy(() -> account(id, "x", List.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("12 digits")
        .hasMessageContaining(id);
  }

  @Test
  void theAccessInAFormCanBeTestedWithoutAnEnvironment() {
    AccountForm form =
        new AccountForm(
            "111111111111",
            "",
            null,
            "none of them",
            "profile",
            null,
            null,
            null,
            "dev",
            null,
            null);

    assertThat(form.forAccessTest().access()).isEqualTo(new Access.Profile("dev"));
  }

  @Test
  void aLongInvalidIdIsCutInTheError() {
    assertThatThrownBy(() -> account("9".repeat(100_000), "x", List.of()))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
  }

  @ParameterizedTest
  @ValueSource(strings = {"eu-west-1.evil.example/", "EU-WEST-1", "", "eu west"})
  void anInvalidRegionNameIsRefused(String region) {
    assertThatThrownBy(() -> account("111111111111", "x", List.of(region)))
        .hasMessageContaining("111111111111")
        .hasMessageContaining("Region");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "user@example.com",
        "",
        ",",
        "a.example,b.example",
        "localhost",
        "-a.example"
      })
  void anInvalidMailDomainNameIsRefused(String domain) {
    assertThatThrownBy(
            () -> account("111111111111", "x", List.of(), new MailDomain(domain, List.of())))
        .hasMessageContaining("mail domain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"not an arn", "arn:aws:iam::1:role/x", "arn:aws:iam::111111111111:user/x"})
  void aRoleIsNamedByItsArn(String arn) {
    assertThatThrownBy(() -> new Access.IamRole(arn, null)).hasMessageContaining("role ARN");
    assertThatThrownBy(
            () -> new Access.IamRole("arn:aws:iam::111111111111:role/path/Todoku", "with blanks"))
        .hasMessageContaining("external id");
  }

  @Test
  void theLengthOfANameIsLimited() {
    assertThatThrownBy(() -> account("111111111111", "x".repeat(201), List.of()))
        .hasMessageContaining("at most 200 characters");
    assertThat(account("111111111111", "本番 「メール」", List.of("eu-west-1")).regions())
        .containsExactly("eu-west-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u3000"})
  void anAccountWithoutANameIsRefused(String name) {
    assertThatThrownBy(() -> account("111111111111", name, List.of())).hasMessageContaining("name");
  }

  @Test
  void aMailDomainWithTwoEntriesIsRefused() {
    MailDomain once = new MailDomain("example.com", List.of("s1"));
    MailDomain again = new MailDomain("Example.com", List.of("s2"));

    assertThatThrownBy(() -> account("111111111111", "x", List.of(), once, again))
        .hasMessageContaining("111111111111")
        .hasMessageContaining("\"Example.com\" stands there twice");
  }

  @Test
  void aRegionListedTwiceIsKeptOnce() {
    assertThat(account("111111111111", "x", List.of("eu-west-1", "eu-west-1")).regions())
        .containsExactly("eu-west-1");
  }

  @Test
  void duplicateMailDomainsOfAnOlderReleaseAreMergedAndAMissingNameIsFilled() {
    AccountEntity stored = AccountEntity.of(account("111111111111", "x", List.of()), false);
    stored.name = "";
    stored.mailDomains = "example.com s1\nEXAMPLE.com s2,s1\nexample.jp";

    Account read = stored.toAccount();

    assertThat(read.name()).isEqualTo("111111111111");
    assertThat(read.mailDomains())
        .containsExactly(
            new MailDomain("example.com", List.of("s1", "s2")),
            new MailDomain("example.jp", List.of()));
  }

  @Test
  void aConfiguredAccountCannotHaveBothARoleAndAProfile() {
    var settings =
        new AccountSettings(
            "111111111111",
            null,
            null,
            null,
            new AccountSettings.AccessSettings("arn:aws:iam::111111111111:role/T", null, "p"),
            null,
            null,
            null,
            null,
            null);

    assertThatThrownBy(settings::toAccount).hasMessageContaining("role-arn", "profile");
  }

  @Test
  void mailDomainLinesSurviveARoundTrip() {
    List<MailDomain> domains =
        List.of(
            new MailDomain("example.com", List.of("s1", "s2")),
            new MailDomain("example.jp", List.of()));

    assertThat(MailDomainLines.parse(MailDomainLines.format(domains))).isEqualTo(domains);
    assertThat(MailDomainLines.parse(" , \n\n")).isEmpty();
  }
}
