package io.todoku.runbook;

import static io.todoku.runbook.Scenery.MAIL;
import static io.todoku.runbook.Scenery.MX;
import static io.todoku.runbook.Scenery.OLD;
import static io.todoku.runbook.StepState.DONE;
import static io.todoku.runbook.StepState.IN_PROGRESS;
import static io.todoku.runbook.StepState.NEEDS_WORD;
import static io.todoku.runbook.StepState.READY;
import static io.todoku.runbook.StepState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.Memory.Withdrawal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a person's word, or time alone, makes of what was seen a while ago. */
class WordTests {

  private Sighting lastSeen;

  private StepView meanwhile(Scenery world, String step) {
    return Scenery.step(world.meanwhile(lastSeen), step);
  }

  private Scenery askedForAWord() {
    Scenery world = KeepName.MX_1.reached();
    world.dns.all(MX, 300, "20 mail2.example.com");
    world.look().later(Duration.ofSeconds(300));
    lastSeen = world.sighting();
    assertThat(world.look().state("flow-1")).isEqualTo(NEEDS_WORD);
    return world;
  }

  @Test
  void aWordSoonAfterALookIsEnough() {
    Scenery world = askedForAWord().later(Duration.ofMinutes(10)).says("flow-1");

    assertThat(meanwhile(world, "flow-1").state()).isEqualTo(DONE);
  }

  @Test
  void aWordHoursAfterALookNeedsANewOne() {
    Scenery world = askedForAWord().later(Duration.ofHours(5)).says("flow-1");

    assertThat(meanwhile(world, "flow-1").state()).isEqualTo(IN_PROGRESS);
    assertThat(meanwhile(world, "flow-1").outcomes())
        .filteredOn(outcome -> !outcome.isHeld())
        .extracting(outcome -> outcome.says().key())
        .containsExactly("runbook.check.stale");
    assertThat(world.look().state("flow-1")).isEqualTo(DONE);
    assertThat(world.memory().done("flow-1").orElseThrow().at()).isEqualTo(world.now());
  }

  /** Somebody may have raised it again since. */
  @Test
  void timeAloneMakesNothingDone() {
    Scenery world = Scenery.keepName().look();
    world.dns.all(MX, 300, "10 mail.example.com");
    world.dns.all(MAIL, 300, OLD);
    lastSeen = world.sighting();
    assertThat(world.look().state("ttl-lowered")).isEqualTo(IN_PROGRESS);

    world.later(Duration.ofHours(1));
    assertThat(meanwhile(world, "ttl-lowered").state()).isEqualTo(IN_PROGRESS);
    assertThat(world.look().state("ttl-lowered")).isEqualTo(DONE);
  }

  @Test
  void whatWasDoneStaysDoneBetweenLooks() {
    Scenery world = KeepName.MX_1.reached();
    lastSeen = world.sighting();

    world.later(Duration.ofDays(2));

    assertThat(meanwhile(world, "mx-1").state()).isEqualTo(DONE);
  }

  /** It was switched off on the first day: then it did not stay. */
  @Test
  void thatTheOldServerIsOffIsAskedWhenItsDaysAreOver() {
    Scenery world = KeepName.TTL_RAISED.reached().says("old-kept").look();

    world.later(Duration.ofDays(5)).look();
    assertThat(world.state("old-kept")).isEqualTo(NEEDS_WORD);
    assertThat(world.says("old-kept").look().state("old-kept")).isEqualTo(DONE);
  }

  /** Of two that were said, none is left; what came after it is held until it is said anew. */
  @Test
  void aWordThatIsTakenBackCountsNoMore() {
    Scenery world = KeepName.OLD_REMOVED.reached().says("flow-1").look();
    Instant first = world.memory().done("flow-1").orElseThrow().at();

    world.takesBack("flow-1");
    lastSeen = world.sighting();
    assertThat(meanwhile(world, "flow-1").state()).as("at once").isEqualTo(NEEDS_WORD);
    world.look();
    assertThat(world.state("flow-1")).isEqualTo(NEEDS_WORD);
    assertThat(world.state("old-removed")).as("has its own proof").isEqualTo(DONE);
    assertThat(world.state("instance-2")).isEqualTo(WAITING);
    assertThat(world.step("instance-2").waitsFor()).contains("flow-1");
    assertThat(world.step("flow-1").word()).isNull();
    assertThat(world.step("flow-1").withdrawn())
        .hasSize(2)
        .allSatisfy(
            word -> assertThat(word.withdrawn()).isEqualTo(new Withdrawal("ken", world.now())));

    world.later(Duration.ofMinutes(1)).says("flow-1").look();
    assertThat(world.state("flow-1")).isEqualTo(DONE);
    assertThat(world.memory().done("flow-1").orElseThrow().at())
        .as("the first word proved nothing")
        .isEqualTo(world.now())
        .isAfter(first);
    assertThat(world.state("instance-2")).isEqualTo(READY);
  }

  /** Nothing that the world shows by itself is taken back with a needless word. */
  @Test
  void whatRestsOnNoWordStaysDone() {
    Scenery world = KeepName.MX_1.reached().says("mx-1").says("send-limit");
    Memory before = world.memory();

    world.takesBack("mx-1").takesBack("send-limit").takesBack("flow-1");

    assertThat(world.memory().done()).isEqualTo(before.done());
    assertThat(world.memory().word("mx-1")).isEmpty();
  }

  /** A file of words may hold any date. */
  @Test
  void aWordOfTomorrowIsNoWord() {
    Scenery world = askedForAWord();

    world.later(Duration.ofDays(1)).says("flow-1").later(Duration.ofDays(-1)).look();

    assertThat(world.state("flow-1")).isEqualTo(NEEDS_WORD);
  }

  /** Where the old record was never seen, it is assumed for a day, and mail may come for a day. */
  @Test
  void aWordWithinTheAssumedDayIsAskedForAgain() {
    Scenery world = Scenery.newName();
    world.dns.all(MX, 300, "10 mail2.example.com");
    world.look().later(Duration.ofMinutes(5)).says("flow-1");
    world.later(Duration.ofDays(1)).look();

    Check said =
        Steps.of(world.scene().plan()).stream()
            .filter(step -> step.id().equals("flow-1"))
            .findFirst()
            .orElseThrow()
            .checks()
            .getLast();
    assertThat(said.in(world.scene()).result()).isEqualTo(Outcome.Result.WORD);
    world.says("flow-1");
    assertThat(said.in(world.scene()).result()).isEqualTo(Outcome.Result.HOLDS);
  }
}
