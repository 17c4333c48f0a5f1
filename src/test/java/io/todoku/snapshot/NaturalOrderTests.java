package io.todoku.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NaturalOrderTests {

  private static List<String> sorted(String... texts) {
    return Stream.of(texts).sorted(NaturalOrder.INSTANCE).toList();
  }

  @Test
  void addressesAreOrderedByTheirNumbers() {
    assertThat(sorted("192.0.2.10", "192.0.2.2", "192.0.2.1", "10.0.0.1"))
        .containsExactly("10.0.0.1", "192.0.2.1", "192.0.2.2", "192.0.2.10");
  }

  @Test
  void namesAreOrderedByTheirLettersAndNumbers() {
    assertThat(sorted("mail10.example.com", "mail2.example.com", "mail.example.com", "a", ""))
        .containsExactly("", "a", "mail.example.com", "mail2.example.com", "mail10.example.com");
  }

  @Test
  void textsThatDifferOnlyInLeadingZerosAreNotEqual() {
    assertThat(NaturalOrder.INSTANCE.compare("a01", "a1")).isNegative();
    assertThat(NaturalOrder.INSTANCE.compare("a1", "a1")).isZero();
  }
}
