package io.todoku.runbook.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.todoku.locale.InvalidInputException;
import io.todoku.testing.InputMutator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A damaged plan is refused with a message, or is a plan; nothing else happens. */
class DamagedPlanFileTests {

  private static final List<byte[]> VALID =
      List.of(PlanFileTests.PLAN.getBytes(StandardCharsets.UTF_8));

  @Test
  void isRefusedOrRead() {
    int read = 0;
    for (int number = 0; number < InputMutator.inputs(); number++) {
      String yaml = new String(InputMutator.mutate(VALID, number), StandardCharsets.UTF_8);
      try {
        assertThat(PlanFile.parse(yaml).plan()).isNotNull();
        read++;
      } catch (InvalidInputException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      } catch (Exception | StackOverflowError crash) {
        fail("the input of number " + number, crash);
      }
    }
    assertThat(read).as("some are still plans").isBetween(1, InputMutator.inputs() - 1);
  }
}
