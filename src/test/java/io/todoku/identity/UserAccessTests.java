package io.todoku.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What two accesses have in common, and whether one holds the other. */
class UserAccessTests {

  /** A role and clients, such as {@code OPERATOR a b}; {@code *} is every client. */
  private static UserAccess access(String text) {
    List<String> parts = Arrays.asList(text.split(" "));
    List<String> clients = parts.subList(1, parts.size());
    return new UserAccess(
        "x",
        UserRole.valueOf(parts.getFirst()),
        clients.contains("*") ? ClientScope.EVERY_CLIENT : ClientScope.of(clients));
  }

  @ParameterizedTest
  @CsvSource({
    "ADMINISTRATOR *, ADMINISTRATOR *, ADMINISTRATOR *",
    "ADMINISTRATOR *, VIEWER a, VIEWER a",
    "VIEWER *, OPERATOR a b, VIEWER a b",
    "OPERATOR a b, VIEWER b c, VIEWER b",
    "VIEWER a, VIEWER b, VIEWER",
    "VIEWER a, VIEWER, VIEWER"
  })
  void twoHaveTheLesserRoleAndTheCommonClients(String one, String other, String common) {
    assertThat(access(one).limitedTo(access(other))).isEqualTo(access(common));
    assertThat(access(other).limitedTo(access(one))).isEqualTo(access(common));
  }

  @ParameterizedTest
  @CsvSource({
    "ADMINISTRATOR *, VIEWER a, true",
    "OPERATOR a b, OPERATOR b, true",
    "OPERATOR a, OPERATOR a, true",
    "OPERATOR a, ADMINISTRATOR a, false",
    "OPERATOR a, VIEWER b, false",
    "OPERATOR a, VIEWER a b, false",
    "OPERATOR a, VIEWER *, false"
  })
  void oneIncludesAnotherOfNoMoreRoleAndClients(String one, String other, boolean included) {
    assertThat(access(one).includes(access(other))).isEqualTo(included);
  }
}
