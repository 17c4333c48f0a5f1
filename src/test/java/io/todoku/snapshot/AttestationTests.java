package io.todoku.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.Attestation.AttestationState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttestationTests {

  private static final LocalDate TODAY = LocalDate.parse("2026-11-18");
  private static final Instant MORNING = Instant.parse("2026-11-18T09:00:00Z");
  private static final String RULE = "send-limit-removed";
  private static final String TOKYO = "ap-northeast-1";

  private static Attestation attestation(
      String rule, @Nullable String region, LocalDate date, Instant recordedAt) {
    return new Attestation(
        "att-1",
        rule,
        region,
        AttestationState.GRANTED,
        date,
        "mika",
        null,
        null,
        recordedAt,
        null);
  }

  private static Attestation dated(LocalDate date) {
    return attestation(RULE, TOKYO, date, MORNING);
  }

  private static Attestation expiring(@Nullable LocalDate expires) {
    return new Attestation(
        "att-1",
        RULE,
        TOKYO,
        AttestationState.GRANTED,
        TODAY,
        "mika",
        null,
        null,
        MORNING,
        expires);
  }

  @ParameterizedTest
  @CsvSource({"2025-11-18, false", "2025-11-17, true", "2026-11-18, false"})
  void isOutdatedAfterThreeHundredAndSixtyFiveDays(LocalDate date, boolean outdated) {
    assertThat(dated(date).isOutdated(TODAY)).isEqualTo(outdated);
  }

  @ParameterizedTest
  @CsvSource({"2026-11-17, false", "2026-11-18, true", "2026-11-19, true", ", true"})
  void isInForceUpToTheDayOnWhichItExpires(@Nullable LocalDate expires, boolean inForce) {
    assertThat(expiring(expires).inForce(TODAY)).isEqualTo(inForce);
  }

  @Test
  void anAttestationDatedTomorrowCountsAndOneDatedLaterDoesNot() {
    Attestation tomorrow = dated(TODAY.plusDays(1));

    assertThat(Attestation.latest(List.of(tomorrow), RULE, TOKYO, TODAY)).contains(tomorrow);
    assertThat(Attestation.latest(List.of(dated(TODAY.plusDays(2))), RULE, TOKYO, TODAY)).isEmpty();
  }

  @Test
  void anAttestationOfAnotherRuleOrRegionDoesNotCount() {
    Attestation own = dated(TODAY.minusDays(9));
    List<Attestation> all =
        List.of(
            attestation("ptr-request-settled", TOKYO, TODAY, MORNING.plusSeconds(2)),
            own,
            attestation(RULE, "us-east-1", TODAY, MORNING.plusSeconds(2)));

    assertThat(Attestation.latest(all, RULE, TOKYO, TODAY)).contains(own);
    assertThat(Attestation.latest(all, RULE, "eu-west-1", TODAY)).isEmpty();
  }

  @Test
  void anAttestationForTheWholeAccountCountsForEachRegion() {
    Attestation wholeAccount = attestation(RULE, null, TODAY, MORNING);

    assertThat(Attestation.latest(List.of(wholeAccount), RULE, TOKYO, TODAY))
        .contains(wholeAccount);
    assertThat(Attestation.latest(List.of(wholeAccount), RULE, "us-east-1", TODAY))
        .contains(wholeAccount);
  }

  @Test
  void theAttestationRecordedLastCountsWhateverItsDate() {
    Attestation corrected = attestation(RULE, TOKYO, TODAY.minusDays(3), MORNING.plusSeconds(1));

    assertThat(Attestation.latest(List.of(corrected, dated(TODAY)), RULE, TOKYO, TODAY))
        .contains(corrected);
  }

  @Test
  void ofTwoRecordedAtOnceTheOneWithTheLaterDateCounts() {
    Attestation later = dated(TODAY);

    assertThat(Attestation.latest(List.of(later, dated(TODAY.minusDays(1))), RULE, TOKYO, TODAY))
        .contains(later);
  }
}
