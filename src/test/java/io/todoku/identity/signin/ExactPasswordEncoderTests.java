package io.todoku.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

class ExactPasswordEncoderTests {

  private final ExactPasswordEncoder encoder =
      new ExactPasswordEncoder(PasswordEncoderFactories.createDelegatingPasswordEncoder());

  @Test
  void aPasswordOfTheLongestLengthMatchesAloneAndNotWithMoreBehindIt() {
    String longest = "correct horse battery staple ".repeat(3).substring(0, 72);

    String stored = encoder.encode(longest);

    assertThat(encoder.matches(longest, stored)).isTrue();
    assertThat(encoder.matches(longest + "x", stored)).isFalse();
    assertThat(encoder.matches(longest.substring(0, 71), stored)).isFalse();
  }
}
