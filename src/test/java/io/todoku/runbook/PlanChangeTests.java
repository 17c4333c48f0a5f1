package io.todoku.runbook;

import static io.todoku.rule.World.REGION;
import static io.todoku.runbook.Scenery.HERE;
import static io.todoku.runbook.Scenery.OLD;
import static io.todoku.runbook.Scenery.ONE;
import static io.todoku.runbook.Scenery.THERE;
import static io.todoku.runbook.Scenery.TWO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What of a plan stays proven when the plan is changed. */
class PlanChangeTests {

  private static Plan plan(String target, List<String> selectors, String first, String second) {
    return new Plan(
        "",
        Way.KEEP_NAME,
        "example.com",
        selectors,
        new Plan.Old("mail.example.com", OLD, null, null),
        new Plan.Target(target, REGION),
        new Plan.Server("mail2.example.com", first),
        new Plan.Server("mail.example.com", second));
  }

  private static final Plan BEFORE = plan(HERE, List.of("s1"), ONE, TWO);

  private static Set<String> kept(Plan after) {
    return Steps.inBoth(BEFORE, after);
  }

  @Test
  void thatWhichIsTheSame() {
    assertThat(kept(plan(HERE, List.of("s1"), ONE, TWO)))
        .hasSize(Steps.of(BEFORE).size())
        .contains("flow-1", "send-limit", "old-kept");
  }

  @Test
  void notWhatIsAboutAnotherAddress() {
    assertThat(kept(plan(HERE, List.of("s1"), ONE, "198.51.100.9")))
        .contains("instance-1", "mx-1", "flow-1")
        .doesNotContain("spf-covers", "instance-2", "mx-2", "a-2");
  }

  @Test
  void notWhatIsAboutAnotherAccount() {
    assertThat(kept(plan(THERE, List.of("s1"), ONE, TWO)))
        .contains("ttl-lowered", "a-1", "mx-1")
        .doesNotContain("send-limit", "instance-1", "ptr-1", "ptr-1-reset", "released-1");
  }

  @Test
  void notWhatIsAboutOtherSelectors() {
    assertThat(kept(plan(HERE, List.of("s2"), ONE, TWO))).doesNotContain("dkim-covers");
  }

  /** AWS moves no address to another Region. */
  @Test
  void anAddressStaysInItsRegion() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Plan(
                "",
                Way.SAME_ADDRESS,
                "example.com",
                List.of(),
                new Plan.Old("mail.example.com", OLD, THERE, "eu-west-1"),
                new Plan.Target(HERE, REGION),
                null,
                null))
        .withMessageContaining("target.region");
  }
}
