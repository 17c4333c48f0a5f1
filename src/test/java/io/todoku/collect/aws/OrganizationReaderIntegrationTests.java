package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.AwsProxy;
import io.todoku.peers.AwsProxy.AwsCall;
import io.todoku.peers.AwsResponses;
import io.todoku.peers.AwsSdkProperties;
import io.todoku.peers.AwsTestAccounts;
import io.todoku.peers.TestOrganization;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.OrganizationAccount;
import io.todoku.snapshot.OrganizationAccount.OrganizationalUnit;
import io.todoku.snapshot.OrganizationListing;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The accounts of an organization through the real SDK, against an AWS API server. */
class OrganizationReaderIntegrationTests {

  private static final String MANAGEMENT = "999999999999";
  private static final AwsLoginParameters LOGIN =
      new AwsLoginParameters(MANAGEMENT, AwsTestAccounts.roleArn(MANAGEMENT), "ours", null);
  private static final String HOSTILE = "=cmd|'/c calc'!A0 <script>alert(1)</script> \u202egnp";

  @TempDir static Path dir;

  private static AwsTestAccounts accounts;
  private static AwsProxy aws;
  private static AwsSdkProperties environment;
  private static TestOrganization organization;
  private static String hostile;
  private static String suspended;
  private static String inA;
  private static String inB;

  @BeforeAll
  static void start() throws Exception {
    accounts = AwsTestAccounts.start(dir);
    aws = accounts.proxy();
    organization = accounts.createOrganization(MANAGEMENT);
    String a = organization.createUnit(organization.root(), "A");
    String b = organization.createUnit(organization.root(), "B");
    String productionA = organization.createUnit(a, "Prod");
    String productionB = organization.createUnit(b, "Prod");
    for (int i = 0; i < 30; i++) {
      organization.createAccount(a, "member " + i, Map.of("Client", "Client " + i % 4));
    }
    inA = organization.createAccount(productionA, "in A", Map.of("client", "lower"));
    inB = organization.createAccount(productionB, "in B", Map.of("Client", "B", "client", "b"));
    hostile = organization.createAccount(b, HOSTILE, Map.of(HOSTILE, HOSTILE));
    suspended = organization.createAccount(b, "gone", Map.of());
    organization.closeAccount(suspended);
    environment = AwsSdkProperties.pointTo(aws.endpoint());
  }

  @AfterAll
  static void stop() {
    if (environment != null) {
      environment.close();
    }
    if (organization != null) {
      organization.close();
    }
    if (accounts != null) {
      accounts.close();
    }
  }

  @BeforeEach
  void clearFaults() {
    aws.reset();
  }

  private static Observed<OrganizationListing> list() {
    try (AwsCollector collector =
        new AwsCollector(AwsCollectorFixture.SHORT_LIMITS, Clock.systemUTC())) {
      return collector.organization(LOGIN);
    }
  }

  private static OrganizationListing listing() {
    Observed<OrganizationListing> observed = list();
    assertThat(observed).isInstanceOf(Known.class);
    return ((Known<OrganizationListing>) observed).value();
  }

  private static Reason reason(Observed<?> observed) {
    assertThat(observed).isInstanceOf(Unknown.class);
    return ((Unknown<?>) observed).reason();
  }

  private static OrganizationAccount account(OrganizationListing listing, String id) {
    return listing.accounts().stream().filter(a -> a.id().equals(id)).findFirst().orElseThrow();
  }

  private static List<String> path(OrganizationListing listing, String id) {
    return account(listing, id).units().orElse(List.of()).stream()
        .map(OrganizationalUnit::name)
        .toList();
  }

  private static Predicate<AwsCall> named(String action) {
    return call -> call.name().equals(action);
  }

  @Test
  void allPagesAreReadWithUnitsTagsAndStatus() {
    OrganizationListing listing = listing();

    assertThat(listing.id()).isEqualTo(organization.id());
    assertThat(listing.managementAccount()).isEqualTo(MANAGEMENT);
    assertThat(listing.causes()).isEmpty();
    assertThat(listing.accounts()).hasSize(35);
    assertThat(account(listing, MANAGEMENT).units()).isEqualTo(Observed.known(List.of()));
    assertThat(path(listing, inA)).containsExactly("A", "Prod");
    assertThat(path(listing, inB)).containsExactly("B", "Prod");
    assertThat(account(listing, inA).units()).isNotEqualTo(account(listing, inB).units());
    assertThat(account(listing, inB).tags())
        .isEqualTo(Observed.known(Map.of("Client", "B", "client", "b")));
    assertThat(account(listing, suspended).status()).isEqualTo("SUSPENDED");
    assertThat(account(listing, inA).isActive()).isTrue();
    assertThat(account(listing, inA).partition()).isEqualTo("aws");
  }

  @Test
  void hostileNamesAndTagsAreKeptAsText() {
    OrganizationAccount read = account(listing(), hostile);

    assertThat(read.name()).isEqualTo(HOSTILE);
    assertThat(read.tags()).isEqualTo(Observed.known(Map.of(HOSTILE, HOSTILE)));
  }

  @Test
  void whenAccountsCannotBeListedTheOrganizationIsUnknown() {
    aws.respondWith(AwsResponses.denying(named("organizations:ListAccounts")));

    Reason reason = reason(list());

    assertThat(reason.kind()).isEqualTo(ReasonKind.DENIED);
    assertThat(reason.fix()).isEqualTo("organizations:ListAccounts");
  }

  @Test
  void whenTagsAreDeniedAccountsAreListedAndTheirTagsAreUnknown() {
    aws.respondWith(AwsResponses.denying(named("organizations:ListTagsForResource")));

    OrganizationListing listing = listing();

    assertThat(listing.accounts())
        .hasSize(35)
        .allSatisfy(account ->
            assertThat(reason(account.tags()).fix()).isEqualTo("organizations:ListTagsForResource"))
        .allSatisfy(account -> assertThat(account.units()).isInstanceOf(Known.class));
    assertThat(listing.causes())
        .extracting(Reason::source)
        .containsExactly("organizations:ListTagsForResource");
  }

  @ParameterizedTest
  @CsvSource({
    "organizations:ListRoots,0",
    "organizations:ListAccountsForParent,0",
    "organizations:ListOrganizationalUnitsForParent,1"
  })
  void whenUnitsAreDeniedNoAccountIsSaidToBeInTheRoot(String action, int inRoot) {
    aws.respondWith(AwsResponses.denying(named(action)));

    OrganizationListing listing = listing();

    assertThat(listing.accounts()).hasSize(35);
    assertThat(listing.accounts())
        .filteredOn(account -> account.units() instanceof Known)
        .hasSize(inRoot); // the management account really is there
    assertThat(listing.causes()).extracting(Reason::fix).containsExactly(action);
    assertThat(listing.accounts()).allMatch(account -> account.tags() instanceof Known);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "organizations:ListAccounts",
        "organizations:ListTagsForResource",
        "organizations:ListRoots"
      })
  void whenCallsStayThrottledTheyAreUnknownWithThatReason(String action) {
    aws.respondWith(AwsResponses.throttling(named(action), Integer.MAX_VALUE));

    Observed<OrganizationListing> observed = list();

    Reason reason =
        observed instanceof Known<OrganizationListing>(OrganizationListing listing)
            ? listing.causes().getFirst()
            : reason(observed);
    assertThat(reason.kind()).isEqualTo(ReasonKind.THROTTLED);
    assertThat(reason.source()).isEqualTo(action);
  }

  @Test
  void whenCallsAreThrottledForAWhileTheyAreRepeated() {
    aws.respondWith(AwsResponses.throttling(named("organizations:ListAccounts"), 4));

    assertThat(listing().accounts()).hasSize(35);
  }

  @Test
  void anAccountOutsideAnOrganizationIsToldSo() {
    aws.respondWith(
        AwsResponses.failing(
            named("organizations:ListAccounts"),
            400,
            "AWSOrganizationsNotInUseException",
            "Your account is not a member of an organization."));

    assertThat(reason(list()).fix()).isEqualTo("organization");
  }

  @Test
  void whenTheRoleIsRefusedNothingIsListed() {
    aws.respondWith(AwsResponses.denying(call -> call.action().equals("AssumeRole")));

    assertThat(reason(list()).source()).isEqualTo("sts:AssumeRole");
  }
}
