package io.todoku.identity.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.todoku.identity.SecondFactorDemand;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecondFactorSetupTests {

  private final SecondFactorSetup setup =
      new SecondFactorSetup(mock(), mock(), mock(), mock(), mock(), SecondFactorDemand.OPTIONAL);

  private String stored(String label) {
    List<String> stored = new ArrayList<>();
    setup.addPasskey(UUID.randomUUID(), label, stored::add);
    return stored.getFirst();
  }

  @Test
  void aLongNameIsCutBetweenCharacters() {
    assertThat(stored("a" + "🔑".repeat(40))).isEqualTo("a" + "🔑".repeat(31));
    assertThat(stored("鍵".repeat(70))).isEqualTo("鍵".repeat(64));
  }

  @Test
  void aNameWithoutACharacterIsReplaced() {
    assertThat(stored(" \u0000\n ")).isEqualTo("Passkey 1");
    assertThat(stored(" Laptop ")).isEqualTo("Laptop");
  }
}
