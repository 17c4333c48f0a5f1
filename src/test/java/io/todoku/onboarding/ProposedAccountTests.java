package io.todoku.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.onboarding.OnboardingRules.ClientSource;
import io.todoku.onboarding.ProposedAccount.ProposalRefusal;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.OrganizationAccount;
import io.todoku.snapshot.OrganizationExamples;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rules make of an account of an organization. */
class ProposedAccountTests {

  private static final String ID = "111111111111";

  private static OnboardingRules rules(ClientSource by, String defaultClient) {
    return rules(by, defaultClient, 1);
  }

  private static OnboardingRules rules(ClientSource by, String defaultClient, int level) {
    OnboardingRules suggested = OnboardingRules.suggested(OrganizationExamples.listing());
    return new OnboardingRules(
        by,
        "Client",
        level,
        defaultClient,
        "Stage",
        suggested.production(),
        suggested.staging(),
        suggested.development(),
        "Audit",
        "/mail/",
        List.of("eu-west-1"));
  }

  private static OrganizationAccount account(Map<String, String> tags, String... units) {
    return OrganizationExamples.account(ID, "main", "ACTIVE", tags, units);
  }

  @Test
  void theTagNamesTheClientAndAKeyInAnotherCaseDoesNot() {
    OnboardingRules rules = rules(ClientSource.TAG, "");

    ProposedAccount named =
        rules.propose(account(Map.of("Client", "Example KK", "client", "decoy"), "Nagi Shop"));
    ProposedAccount unnamed = rules.propose(account(Map.of("client", "decoy"), "Nagi Shop"));

    assertThat(named.client()).isEqualTo("Example KK");
    assertThat(named.role().roleArn()).isEqualTo("arn:aws:iam::" + ID + ":role/mail/Audit");
    assertThat(named.account().orElseThrow().regions()).containsExactly("eu-west-1");
    assertThat(unnamed.refusal()).isEqualTo(ProposalRefusal.NO_TAG);
    assertThat(unnamed.account()).isEmpty();
  }

  @Test
  void theDefaultIsForAccountsWithoutTheTagAndNotForThoseWhoseTagsAreUnknown() {
    OnboardingRules rules = rules(ClientSource.TAG, "Minato Works");
    OrganizationAccount unknown =
        new OrganizationAccount(
            ID,
            "main",
            "ACTIVE",
            "aws",
            Observed.known(List.of()),
            Observed.unknown(
                Reason.of(ReasonKind.DENIED, "organizations:ListTagsForResource", "")));

    assertThat(rules.propose(account(Map.of())).client()).isEqualTo("Minato Works");
    assertThat(rules.propose(unknown).refusal()).isEqualTo(ProposalRefusal.TAGS_UNKNOWN);
  }

  @Test
  void theUnitOfTheLevelNamesTheClient() {
    OnboardingRules rules = rules(ClientSource.UNIT, "");

    assertThat(rules.propose(account(Map.of("Client", "decoy"), "Nagi Shop", "Prod")).client())
        .isEqualTo("Nagi Shop");
    assertThat(rules.propose(account(Map.of("Client", "decoy"))).refusal())
        .isEqualTo(ProposalRefusal.NO_UNIT);
  }

  @ParameterizedTest
  @CsvSource({"1, Customers", "2, Nagi Shop", "3, Prod"})
  void theUnitOfADeeperLevelNamesTheClient(int level, String client) {
    OnboardingRules rules = rules(ClientSource.UNIT, "", level);

    assertThat(rules.propose(account(Map.of(), "Customers", "Nagi Shop", "Prod")).client())
        .isEqualTo(client);
  }

  @Test
  void whatIsInNoUnitOfTheLevelIsRefusedWithTheLevel() {
    ProposedAccount proposed =
        rules(ClientSource.UNIT, "", 2).propose(account(Map.of(), "Customers"));

    assertThat(proposed.refusal()).isEqualTo(ProposalRefusal.NO_UNIT);
    assertThat(proposed.detail()).isEqualTo("2");
  }

  @ParameterizedTest
  @CsvSource({
    "prod, A / Test, PRODUCTION, prod",
    "'', A / Test, STAGING, Test",
    "unheard-of, Sandbox / Workloads-Prod, PRODUCTION, Workloads-Prod",
    "'', Ｔｅｓｔ / mail, STAGING, Ｔｅｓｔ",
    "'', 検証 / x, STAGING, 検証",
    "'', Sandbox / メール検証チーム, STAGING, メール検証チーム",
    "'', Protest / x, PRODUCTION, ''",
    "'', Testimony / Developers, PRODUCTION, ''",
    "DEV, A / Prod, DEVELOPMENT, DEV"
  })
  void theTagDecidesTheEnvironmentThenTheInnermostUnit(
      String tag, String path, Environment expected, String by) {
    ProposedAccount proposed =
        rules(ClientSource.FIXED, "Example KK")
            .propose(account(Map.of("Stage", tag), path.split(" / ")));

    assertThat(proposed.environment()).isEqualTo(expected);
    assertThat(proposed.environmentBy()).isEqualTo(by);
  }

  @ParameterizedTest
  @CsvSource({"SUSPENDED", "PENDING_CLOSURE", "CLOSED"})
  void whatIsNotActiveIsRefusedWithItsStatus(String status) {
    ProposedAccount proposed =
        rules(ClientSource.FIXED, "Example KK")
            .propose(OrganizationExamples.account(ID, "main", status, Map.of()));

    assertThat(proposed.refusal()).isEqualTo(ProposalRefusal.NOT_ACTIVE);
    assertThat(proposed.detail()).isEqualTo(status);
  }

  @Test
  void aClientThatIsTooLongIsRefused() {
    assertThat(
            rules(ClientSource.TAG, "")
                .propose(account(Map.of("Client", "x".repeat(201))))
                .refusal())
        .isEqualTo(ProposalRefusal.BAD_CLIENT);
  }

  @Test
  void aNameThatIsBlankOrLongIsStillAName() {
    OnboardingRules rules = rules(ClientSource.FIXED, "Example KK");

    assertThat(
            rules.propose(OrganizationExamples.account(ID, "\u0007 ", "ACTIVE", Map.of())).name())
        .isEqualTo(ID);
    assertThat(
            rules
                .propose(OrganizationExamples.account(ID, "𠮷".repeat(1024), "ACTIVE", Map.of()))
                .account()
                .orElseThrow()
                .name())
        .isEqualTo("𠮷".repeat(100));
  }

  @Test
  void rulesBeginWithTheTagThatIsNamedAsOneOfClients() {
    OnboardingRules suggested = OnboardingRules.suggested(OrganizationExamples.listing());
    OnboardingRules without =
        OnboardingRules.suggested(
            OrganizationExamples.listing(List.of(account(Map.of("CostCenter", "7"), "A"))));

    assertThat(suggested.clientBy()).isEqualTo(ClientSource.TAG);
    assertThat(suggested.clientTag()).isEqualTo("Client");
    assertThat(without.clientBy()).isEqualTo(ClientSource.UNIT);
  }
}
