package io.todoku.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.todoku.account.Access;
import io.todoku.collect.OrganizationCollector;
import io.todoku.onboarding.OrganizationMember.MemberState;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.OrganizationAccount;
import io.todoku.snapshot.OrganizationExamples;
import io.todoku.snapshot.OrganizationListing;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.testing.MovableClockFixture;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.bean.override.convention.TestBean;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** An organization is listed again each day, and what changed is offered or marked. */
@SpringBootTest(
    properties = "spring.datasource.url=jdbc:h2:mem:organization-jobs;DB_CLOSE_DELAY=-1")
class OrganizationJobsIntegrationTests extends MovableClockFixture {

  private static final Access ACCESS = new Access.Profile("management");
  private static final String FIRST = "700000000001";
  private static final String SECOND = "700000000002";
  private static final String THIRD = "700000000003";

  @TestBean com.github.kagkarlsson.scheduler.Clock jobClock;
  @MockitoBean OrganizationCollector collectorOfOrganizations;
  @Autowired Organizations organizations;
  @Autowired OrganizationStore store;

  static com.github.kagkarlsson.scheduler.Clock jobClock() {
    return CLOCK::instant;
  }

  @BeforeEach
  void addOrganization() {
    store.all().forEach(known -> store.remove(known.id()));
    accounts.all().forEach(known -> accounts.remove(known.id()));
    listing(active(FIRST), active(SECOND));
    organizations.add(ACCESS, "mika");
    organizations.changeRules(
        OrganizationExamples.ID, OnboardingRules.suggested(OrganizationExamples.listing()));
    clearInvocations(collectorOfOrganizations);
  }

  private static OrganizationAccount active(String id) {
    return OrganizationExamples.account(
        id, "account " + id, "ACTIVE", Map.of("Client", "Example KK"));
  }

  private void listing(OrganizationAccount... listed) {
    when(collectorOfOrganizations.list(any()))
        .thenReturn(Observed.known(OrganizationExamples.listing(Arrays.asList(listed))));
  }

  private KnownOrganization known() {
    return organizations.find(OrganizationExamples.ID).orElseThrow();
  }

  private Map<String, MemberState> states() {
    return organizations.members(OrganizationExamples.ID).stream()
        .collect(Collectors.toMap(member -> member.listed().id(), OrganizationMember::state));
  }

  @Test
  void theJobListsItAfterADayAndNothingIsAddedByItself() {
    organizations.addAccounts(known(), List.of(FIRST));
    listing(active(FIRST), active(SECOND), active(THIRD));

    CLOCK.advance(Duration.ofHours(25));
    scheduler.resume();

    await().atMost(Duration.ofSeconds(60)).until(() -> states().containsKey(THIRD));
    assertThat(states())
        .containsEntry(FIRST, MemberState.ADDED)
        .containsEntry(SECOND, MemberState.OFFERED)
        .containsEntry(THIRD, MemberState.OFFERED);
    assertThat(accounts.exists(THIRD)).isFalse();
    assertThat(store.offers()).containsExactly(new OfferedAccounts(OrganizationExamples.ID, 2));
  }

  @Test
  void itIsNotListedBeforeADayHasPassed() {
    CLOCK.advance(Duration.ofHours(23));
    organizations.updateDue();
    verify(collectorOfOrganizations, never()).list(any());

    CLOCK.advance(Duration.ofHours(1));
    organizations.updateDue();
    verify(collectorOfOrganizations).list(ACCESS);
  }

  @Test
  void afterAFailureTheLastListingStaysAndSixHoursLaterItIsTriedAgain() {
    Reason denied =
        new Reason(
            ReasonKind.DENIED, "organizations:ListAccounts", "no", "organizations:ListAccounts");
    when(collectorOfOrganizations.list(any())).thenReturn(Observed.unknown(denied));
    CLOCK.advance(Duration.ofHours(24));
    organizations.updateDue();

    assertThat(known().failure()).isEqualTo(denied);
    assertThat(states()).containsOnlyKeys(FIRST, SECOND);
    clearInvocations(collectorOfOrganizations);
    CLOCK.advance(Duration.ofHours(5));
    organizations.updateDue();
    verify(collectorOfOrganizations, never()).list(any());

    listing(active(FIRST));
    CLOCK.advance(Duration.ofHours(1));
    organizations.updateDue();
    assertThat(known().failure()).isNull();
    assertThat(states()).containsEntry(SECOND, MemberState.LEFT);
  }

  @Test
  void closedAndMissingAccountsAreMarkedUntilTheyAreBack() {
    organizations.addAccounts(known(), List.of(FIRST, SECOND));
    assertThat(store.departures()).isEmpty();

    listing(
        OrganizationExamples.account(FIRST, "closed", "SUSPENDED", Map.of("Client", "Example KK")));
    organizations.update(known());

    assertThat(store.departures())
        .extracting(OrganizationDeparture::account)
        .containsExactly(FIRST, SECOND);
    assertThat(store.departures())
        .extracting(OrganizationDeparture::hasLeft)
        .containsExactly(false, true);
    assertThat(accounts.exists(FIRST)).as("is not removed").isTrue();

    listing(active(FIRST), active(SECOND));
    organizations.update(known());
    assertThat(store.departures()).isEmpty();
  }

  @Test
  void whatIsNotOfferedAnyMoreIsOfferedAgainOnlyWhenSomebodySaysSo() {
    organizations.decline(OrganizationExamples.ID, List.of(FIRST, "\u0000"), "mika");
    organizations.update(known());

    assertThat(states()).containsEntry(FIRST, MemberState.DECLINED);
    assertThat(store.offers()).containsExactly(new OfferedAccounts(OrganizationExamples.ID, 1));

    organizations.offerAgain(OrganizationExamples.ID, List.of(FIRST));
    assertThat(states()).containsEntry(FIRST, MemberState.OFFERED);
  }

  @Test
  void credentialsThatNowBelongToAnotherOrganizationChangeNothing() {
    when(collectorOfOrganizations.list(any()))
        .thenReturn(
            Observed.known(
                new OrganizationListing(
                    "o-another0000", "999999999999", List.of(active(THIRD)), List.of())));

    organizations.update(known());

    assertThat(known().failure()).extracting(Reason::detail).asString().contains("o-another0000");
    assertThat(states()).containsOnlyKeys(FIRST, SECOND);
    assertThat(organizations.all()).hasSize(1);
  }
}
