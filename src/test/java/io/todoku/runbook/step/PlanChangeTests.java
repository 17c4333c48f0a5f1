package io.todoku.runbook.step;

import static io.todoku.runbook.MigrationScenario.FIRST_ADDRESS;
import static io.todoku.runbook.MigrationScenario.OLD_ADDRESS;
import static io.todoku.runbook.MigrationScenario.SECOND_ADDRESS;
import static io.todoku.runbook.MigrationScenario.SOURCE_ACCOUNT;
import static io.todoku.runbook.MigrationScenario.TARGET_ACCOUNT;
import static io.todoku.snapshot.SnapshotBuilder.REGION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.todoku.runbook.plan.MigrationStrategy;
import io.todoku.runbook.plan.Plan;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which steps stay equivalent when a plan is changed. */
class PlanChangeTests {

  private static Plan plan(String target, List<String> selectors, String first, String second) {
    return new Plan(
        "",
        MigrationStrategy.KEEP_NAME,
        "example.com",
        selectors,
        new Plan.OldServer("mail.example.com", OLD_ADDRESS, null, null),
        new Plan.TargetAccount(target, REGION),
        new Plan.NewServer("mail2.example.com", first),
        new Plan.NewServer("mail.example.com", second));
  }

  private static final Plan BEFORE =
      plan(TARGET_ACCOUNT, List.of("s1"), FIRST_ADDRESS, SECOND_ADDRESS);

  private static Set<String> unchanged(Plan after) {
    return RunbookSteps.unchangedSteps(BEFORE, after);
  }

  @Test
  void anEqualPlanKeepsAllSteps() {
    assertThat(unchanged(plan(TARGET_ACCOUNT, List.of("s1"), FIRST_ADDRESS, SECOND_ADDRESS)))
        .hasSize(RunbookSteps.of(BEFORE).size())
        .contains("flow-1", "send-limit", "old-kept");
  }

  @Test
  void anotherAddressChangesTheStepsAboutIt() {
    assertThat(unchanged(plan(TARGET_ACCOUNT, List.of("s1"), FIRST_ADDRESS, "198.51.100.9")))
        .contains("instance-1", "mx-1", "flow-1")
        .doesNotContain("spf-covers", "instance-2", "mx-2", "a-2");
  }

  @Test
  void anotherAccountChangesTheStepsAboutIt() {
    assertThat(unchanged(plan(SOURCE_ACCOUNT, List.of("s1"), FIRST_ADDRESS, SECOND_ADDRESS)))
        .contains("ttl-lowered", "a-1", "mx-1")
        .doesNotContain("send-limit", "instance-1", "ptr-1", "ptr-1-reset", "released-1");
  }

  @Test
  void otherSelectorsChangeTheDkimStep() {
    assertThat(unchanged(plan(TARGET_ACCOUNT, List.of("s2"), FIRST_ADDRESS, SECOND_ADDRESS)))
        .doesNotContain("dkim-covers");
  }

  /** An Elastic IP cannot be moved to another Region. */
  @Test
  void aPlanThatMovesAnAddressToAnotherRegionIsInvalid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Plan(
                "",
                MigrationStrategy.SAME_ADDRESS,
                "example.com",
                List.of(),
                new Plan.OldServer("mail.example.com", OLD_ADDRESS, SOURCE_ACCOUNT, "eu-west-1"),
                new Plan.TargetAccount(TARGET_ACCOUNT, REGION),
                null,
                null))
        .withMessage(
            "target.region must be old.region, because an Elastic IP cannot leave its Region");
  }
}
