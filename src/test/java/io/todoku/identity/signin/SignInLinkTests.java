package io.todoku.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

class SignInLinkTests {

  private static final Instant NOW = Instant.parse("2026-11-18T00:00:00Z");

  private final EmbeddedDatabase database =
      new EmbeddedDatabaseBuilder()
          .setType(EmbeddedDatabaseType.H2)
          .generateUniqueName(true)
          .addScript("db/migration/V9__session.sql")
          .build();
  private final SignInLink link = nodeAt(NOW);

  private SignInLink nodeAt(Instant instant) {
    return new SignInLink(JdbcClient.create(database), Clock.fixed(instant, ZoneOffset.UTC));
  }

  @AfterEach
  void drop() {
    database.shutdown();
  }

  @Test
  void noTokenIsValidBeforeALinkIsIssued() {
    assertThat(link.isValid("")).isFalse();
    assertThat(link.redeem(null)).isFalse();
  }

  @Test
  void aLinkIsRedeemedOnceHoweverOftenItIsOpened() {
    String token = link.issue();

    assertThat(link.isValid(token)).isTrue();
    assertThat(link.isValid(token)).isTrue();
    assertThat(link.redeem(token)).isTrue();
    assertThat(link.redeem(token)).isFalse();
    assertThat(link.isValid(token)).isFalse();
  }

  @Test
  void aLinkOfOneNodeIsValidOnTheOther() {
    SignInLink other = nodeAt(NOW.plusSeconds(5));
    String here = link.issue();
    String there = other.issue();

    assertThat(other.isValid(here)).isTrue();
    assertThat(link.isValid(there)).isTrue();
  }

  @Test
  void redeemingALinkInvalidatesAllOthers() {
    String one = link.issue();
    String another = link.issue();

    assertThat(link.redeem("no token")).isFalse();
    assertThat(link.redeem(another)).isTrue();
    assertThat(link.redeem(one)).isFalse();
  }

  @Test
  void aLinkIsValidForADay() {
    String token = link.issue();

    assertThat(nodeAt(NOW.plus(Duration.ofHours(23))).isValid(token)).isTrue();
    SignInLink dayAfter = nodeAt(NOW.plus(Duration.ofDays(1)));
    assertThat(dayAfter.isValid(token)).isFalse();
    assertThat(dayAfter.redeem(token)).isFalse();
    String next = dayAfter.issue();
    assertThat(dayAfter.redeem(next)).isTrue();
  }

  @Test
  void aTokenHas256Bits() {
    assertThat(link.issue()).hasSize(43).matches("[A-Za-z0-9_-]+");
  }
}
