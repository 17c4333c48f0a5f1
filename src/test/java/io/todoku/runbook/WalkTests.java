package io.todoku.runbook;

import static io.todoku.runbook.Scenery.HERE;
import static io.todoku.runbook.Scenery.MX;
import static io.todoku.runbook.Scenery.ONE;
import static io.todoku.runbook.Scenery.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The way of the twelve steps, from the first to the last. */
class WalkTests {

  private static List<String> done(Runbook runbook) {
    return runbook.steps().stream().filter(StepView::isDone).map(view -> view.step().id()).toList();
  }

  @Test
  void eachStepIsDoneByWhatIsDoneForItAndNoneBefore() {
    Scenery world = Scenery.keepName().look();
    List<String> expected = new ArrayList<>(List.of("dkim-covers"));
    assertThat(done(world.runbook())).isEqualTo(expected);

    for (KeepName deed : KeepName.values()) {
      deed.in(world);
      world.look();
      expected.addAll(deed.done);
      assertThat(done(world.runbook()))
          .as(deed.name())
          .hasSameElementsAs(expected)
          .doesNotHaveDuplicates();
      assertThat(world.runbook().steps())
          .as(deed.name())
          .noneMatch(step -> step.state() == StepState.CONTRADICTED);
    }

    assertThat(world.runbook().isDone()).isTrue();
    assertThat(world.runbook().current()).isEmpty();
    assertThat(world.runbook().doneSteps()).isEqualTo(world.runbook().steps().size());
  }

  @Test
  void whatIsDoneHasProof() {
    Scenery world = KeepName.OLD_KEPT.reached();

    assertThat(world.runbook().steps())
        .allSatisfy(step ->
            assertThat(world.memory().done(step.step().id()))
                .hasValueSatisfying(done -> assertThat(done.evidence()).isNotEmpty()));
  }

  @Test
  void theTwelveAreNumbered() {
    assertThat(Scenery.keepName().look().runbook().steps())
        .extracting(step -> step.step().number())
        .filteredOn(number -> number > 0)
        .containsExactly(1, 2, 3, 4, 5, 6, 6, 7, 8, 9, 10, 11, 12);
  }

  @Test
  void aStepIsWaitingReadyBegunAndDone() {
    Scenery world = KeepName.LIMIT.reached();
    assertThat(world.state("instance-1")).isEqualTo(StepState.READY);
    assertThat(world.state("name-1")).isEqualTo(StepState.WAITING);
    assertThat(world.step("name-1").waitsFor()).containsExactly("instance-1");

    world.address(HERE, ONE, "i-1").instance("i-1", "pending").look();
    assertThat(world.state("instance-1")).isEqualTo(StepState.READY);

    world.instance("i-1", "running").server(ONE, "localhost").look();
    assertThat(world.state("instance-1")).isEqualTo(StepState.DONE);
    assertThat(world.state("name-1")).isEqualTo(StepState.READY);
  }

  @Test
  void aSecondaryLags() {
    Scenery world = KeepName.SPF.reached();

    world.dns.at("ns1", MX, 300, "10 mail.example.com", "20 mail2.example.com");
    world.look();

    assertThat(world.state("mx-1")).isEqualTo(StepState.IN_PROGRESS);
    assertThat(world.step("mx-1").notBefore()).isNull();
    assertThat(world.state("flow-1")).isEqualTo(StepState.WAITING);
  }

  @Test
  void onlyAResolverLags() {
    Scenery world = KeepName.SPF.reached();

    world.dns.at("ns1", MX, 300, "10 mail.example.com", "20 mail2.example.com");
    world.dns.at("ns2", MX, 300, "10 mail.example.com", "20 mail2.example.com");
    world.dns.at("resolver", MX, 77, "10 mail.example.com");
    world.look();

    assertThat(world.state("mx-1")).isEqualTo(StepState.IN_PROGRESS);
    assertThat(world.step("mx-1").notBefore()).isEqualTo(world.now().plusSeconds(77));
  }

  /** Large resolvers have many caches, and one of them may be behind. */
  @Test
  void aResolverThatFallsBehindContradictsNothing() {
    Scenery world = KeepName.MX_1.reached();

    world.dns.at("resolver", MX, 77, "10 mail.example.com");
    world.look();

    assertThat(world.state("mx-1")).isEqualTo(StepState.IN_PROGRESS);
    assertThat(world.state("flow-1")).isEqualTo(StepState.WAITING);
  }

  @Test
  void aPersonIsAskedLast() {
    Scenery world = KeepName.MX_1.reached();
    world.dns.all(MX, 300, "20 mail2.example.com");
    world.look();
    assertThat(world.state("flow-1")).isEqualTo(StepState.IN_PROGRESS);
    assertThat(world.step("flow-1").notBefore()).isEqualTo(world.now().plusSeconds(300));

    world.later(Duration.ofSeconds(299)).look();
    assertThat(world.state("flow-1")).isEqualTo(StepState.IN_PROGRESS);

    world.later(Duration.ofSeconds(1)).look();
    assertThat(world.state("flow-1")).isEqualTo(StepState.NEEDS_WORD);
    assertThat(world.state("old-removed")).isEqualTo(StepState.WAITING);

    world.says("flow-1").look();
    assertThat(world.state("flow-1")).isEqualTo(StepState.DONE);
    assertThat(world.state("old-removed")).isEqualTo(StepState.READY);
  }

  /** Mail may still have come in after it. */
  @Test
  void aWordFromBeforeTheCachesForgotIsAskedForAgain() {
    Scenery world = KeepName.MX_1.reached();
    world.dns.all(MX, 300, "20 mail2.example.com");
    world.says("flow-1").look().later(Duration.ofSeconds(300)).look();

    assertThat(world.state("flow-1")).isEqualTo(StepState.NEEDS_WORD);
  }

  @Test
  void timeAloneMovesAStep() {
    Scenery world = KeepName.MX_1.reached();
    world.dns.all(MX, 300, "20 mail2.example.com");
    Sighting seen = world.sighting();
    world.look();

    world.later(Duration.ofSeconds(301));

    assertThat(Scenery.step(world.meanwhile(seen), "flow-1").state())
        .isEqualTo(StepState.NEEDS_WORD);
  }

  @Test
  void theStepThatItStandsAt() {
    assertThat(stands(KeepName.MX_1.reached())).contains("flow-1");
    Scenery contradicted = KeepName.MX_1.reached();
    contradicted.dns.all(Scenery.MAIL2, 300);
    assertThat(stands(contradicted.look())).contains("a-1");
  }

  private static Stream<String> stands(Scenery world) {
    return world.runbook().current().map(step -> step.step().id()).stream();
  }

  @Test
  void spfMustCoverTheLastServerForEver() {
    Scenery world = KeepName.OLD_KEPT.reached();

    assertThat(world.spf(TWO).look().state("spf-covers")).isEqualTo(StepState.DONE);
    assertThat(world.spf(ONE).look().state("spf-covers")).isEqualTo(StepState.CONTRADICTED);
  }
}
