package io.todoku.runbook;

import static io.todoku.runbook.Scenery.MAIL;
import static io.todoku.runbook.Scenery.MX;
import static io.todoku.runbook.Scenery.OLD;
import static io.todoku.runbook.StepState.DONE;
import static io.todoku.runbook.StepState.IN_PROGRESS;
import static io.todoku.runbook.StepState.NEEDS_WORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
