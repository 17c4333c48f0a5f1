package io.todoku.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignInLinkTests {

  private final SignInLink link = new SignInLink();

  @Test
  void nothingOpensBeforeALinkIsIssued() {
    assertThat(link.opensWith("")).isFalse();
    assertThat(link.redeem(null)).isFalse();
  }

  @Test
  void aLinkIsRedeemedOnceHoweverOftenItIsLookedAt() {
    String token = link.issue();

    assertThat(link.opensWith(token)).isTrue();
    assertThat(link.opensWith(token)).isTrue();
    assertThat(link.redeem(token)).isTrue();
    assertThat(link.redeem(token)).isFalse();
    assertThat(link.opensWith(token)).isFalse();
  }

  @Test
  void aNewLinkMakesTheOldOneVoid() {
    String old = link.issue();
    String current = link.issue();

    assertThat(link.redeem(old)).isFalse();
    assertThat(link.redeem(current)).isTrue();
  }

  @Test
  void aTokenHas256Bits() {
    assertThat(link.issue()).hasSize(43).matches("[A-Za-z0-9_-]+");
  }
}
