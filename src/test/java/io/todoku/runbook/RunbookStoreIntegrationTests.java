package io.todoku.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.peers.Together;
import io.todoku.rule.World;
import io.todoku.runbook.Memory.Word;
import io.todoku.runbook.Runbooks.Kept;
import io.todoku.snapshot.Packed;
import io.todoku.snapshot.SnapshotFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is kept of a plan, and comes back as it was. */
class RunbookStoreIntegrationTests extends RunbookFixture {

  @Autowired private RunbookPieces pieces;

  private List<RunbookPiece> sighting(UUID id) {
    return pieces.findByRunbookIdAndPartOrderByPlace(id, "sighting");
  }

  private static StepView step(Kept kept, String id) {
    return Scenery.step(kept.runbook().orElseThrow(), id);
  }

  @Test
  void aPlanComesBackAsItWas() {
    UUID id = begun();

    Kept kept = runbooks.get(id);

    assertThat(kept.plan()).isEqualTo(PLAN);
    assertThat(kept.memory()).isEqualTo(Memory.NOTHING);
    assertThat(kept.runbook()).as("nobody has looked yet").isEmpty();
    assertThat(kept.entity().name).isEqualTo("移行 mail2.example.com");
    assertThat(kept.entity().accountId).isEqualTo(Scenery.HERE);
    assertThat(kept.entity().madeBy).isEqualTo("mika");
    assertThat(kept.entity().madeAt)
        .isBetween(TIME.instant().minusSeconds(30), TIME.instant())
        .isEqualTo(kept.entity().nextAt);
    assertThat(kept.entity().watched).isFalse();
    assertThat(kept.entity().seenAt).isNull();
  }

  @Test
  void theNewestStandsFirst() {
    UUID old = begun();
    TIME.forward(Duration.ofSeconds(1));
    UUID young = begun();

    assertThat(runbooks.all()).extracting(kept -> kept.entity().id).containsExactly(young, old);
  }

  /** Larger, even compressed, than one piece; then a smaller one in its place. */
  @Test
  void whatWasSeenComesBackWholeHoweverLargeItIs() {
    UUID other = begun();
    runbooks.seen(runbooks.get(other), seen(World.aSnapshot()));
    UUID id = begun();
    Sighting large = seen(large());

    runbooks.seen(runbooks.get(id), large);

    assertThat(sighting(id))
        .hasSizeGreaterThan(1)
        .allMatch(piece -> piece.bytes.length <= Packed.PIECE);
    assertThat(read(id)).isEqualTo(large);
    assertThat(runbooks.get(id).runbook().orElseThrow().seenAt()).isEqualTo(large.at());
    assertThat(now(id).seenAt).isEqualTo(large.at());

    Sighting small = seen(World.aSnapshot());
    runbooks.seen(runbooks.get(id), small);
    assertThat(sighting(id)).hasSize(1);
    assertThat(read(id)).isEqualTo(small);
    assertThat(sighting(other)).as("of another plan").hasSize(1);
  }

  private Sighting read(UUID id) {
    return SnapshotFile.readPart(pieces.read(id, "sighting").orElseThrow(), Sighting.class);
  }

  private static World large() {
    Random random = new Random(25);
    World world = World.aSnapshot();
    for (int i = 0; i < 700; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(1500, '!', 'z').forEach(c -> text.append((char) c));
      world.dns("host" + i + ".example.com", "TXT", text.toString());
    }
    return world;
  }

  /** For the TTLs, and for what changes back. */
  @Test
  void whatNameServersHeldIsRememberedFromLookToLook() {
    UUID id = begun();
    dns.all(Scenery.MX, 3600, "10 mail.example.com");
    looks.look(id);
    dns.all(Scenery.MX, 300, "10 mail.example.com");
    TIME.forward(Duration.ofMinutes(10));
    looks.look(id);

    assertThat(runbooks.get(id).memory().phases("example.com", "MX"))
        .hasSize(2)
        .allSatisfy(
            phases -> assertThat(phases).extracting(Phase::ttl).containsExactly(3600L, 300L));
    assertThat(step(runbooks.get(id), "ttl-lowered").state()).isEqualTo(StepState.IN_PROGRESS);
    TIME.forward(Duration.ofHours(1));
    assertThat(step(runbooks.get(id), "ttl-lowered").state())
        .as("time alone moves nothing on an old look")
        .isEqualTo(StepState.IN_PROGRESS);
    looks.look(id);
    assertThat(step(runbooks.get(id), "ttl-lowered").state()).isEqualTo(StepState.DONE);
  }

  @Test
  void whatIsTakenBackIsKeptAsTakenBack() {
    UUID id = begun();
    looks.look(id);
    runbooks.say(id, "send-limit", "mika", "case 1234");
    runbooks.override(id, "mx-1", "ken", "the customer wants it");
    assertThat(step(runbooks.get(id), "mx-1").state()).isNotEqualTo(StepState.WAITING);

    runbooks.withdrawWord(id, "send-limit", "aya");
    runbooks.withdrawOverride(id, "mx-1", "aya");

    StepView limit = step(runbooks.get(id), "send-limit");
    assertThat(limit.state()).isEqualTo(StepState.NEEDS_WORD);
    assertThat(limit.withdrawn())
        .singleElement()
        .satisfies(word -> {
          assertThat(word.note()).isEqualTo("case 1234");
          assertThat(word.withdrawn().by()).isEqualTo("aya");
        });
    StepView mx = step(runbooks.get(id), "mx-1");
    assertThat(mx.state()).isEqualTo(StepState.WAITING);
    assertThat(mx.override()).isNull();
    assertThat(mx.withdrawn()).extracting(Word::note).containsExactly("the customer wants it");
    assertThatThrownBy(() -> runbooks.withdrawWord(UUID.randomUUID(), "send-limit", "aya"))
        .isInstanceOf(NoSuchRunbookException.class);
  }

  @Test
  void aWordAndAnOverrideAreKeptWithWhoSaidThemWhenAndWhy() {
    UUID id = begun();
    looks.look(id);
    Instant before = TIME.instant();

    runbooks.say(id, "send-limit", "mika", " 案件 1234 ");
    runbooks.override(id, "mx-1", "ken", "the customer wants it");

    Memory memory = runbooks.get(id).memory();
    assertThat(memory.words())
        .singleElement()
        .satisfies(word -> {
          assertThat(word).isEqualTo(new Word("send-limit", "mika", word.at(), "案件 1234"));
          assertThat(word.at()).isBetween(before, TIME.instant());
        });
    assertThat(memory.overrides())
        .singleElement()
        .satisfies(word ->
            assertThat(word)
                .isEqualTo(new Word("mx-1", "ken", word.at(), "the customer wants it")));
    assertThat(step(runbooks.get(id), "send-limit").state()).isEqualTo(StepState.DONE);
    assertThat(memory.done("send-limit")).isPresent();
    assertThat(step(runbooks.get(id), "mx-1").override()).isNotNull();
    assertThat(step(runbooks.get(id), "mx-1").state()).isEqualTo(StepState.READY);
  }

  @Test
  void whatIsNoWordIsRefusedAndChangesNothing() {
    UUID id = begun();

    assertThatThrownBy(() -> runbooks.say(id, "send-limit", "mika", " "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> runbooks.say(id, "send-limit", "mika", "x".repeat(2001)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> runbooks.override(id, "nothing", "mika", "x"))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(runbooks.get(id).memory()).isEqualTo(Memory.NOTHING);
    runbooks.say(id, "send-limit", "mika", "x".repeat(2000));
    assertThat(runbooks.get(id).memory().words()).hasSize(1);
  }

  @Test
  void whatSeveralPeopleSayAtOnceIsAllKept() throws Exception {
    UUID id = begun();
    Together.many(6, person -> runbooks.say(id, "send-limit", "person" + person, "I looked"));

    assertThat(runbooks.get(id).memory().words())
        .extracting(Word::by)
        .containsExactlyInAnyOrder(
            "person0", "person1", "person2", "person3", "person4", "person5");
  }

  @Test
  void isWatchedUntilItIsNoLonger() {
    UUID id = begun();
    looks.look(id);
    assertThat(now(id).nextAt).isAfter(TIME.instant());

    runbooks.watch(id, true);
    assertThat(now(id).watched).isTrue();
    assertThat(now(id).nextAt).as("at once").isBeforeOrEqualTo(TIME.instant());

    runbooks.watch(id, false);
    assertThat(now(id).watched).isFalse();
  }

  @Test
  void anotherPlanInItsPlaceKeepsWhatIsAboutTheSame() {
    UUID id = begun();
    looks.look(id);
    runbooks.say(id, "send-limit", "mika", "case 1234");
    runbooks.say(id, "flow-1", "mika", "the queue is empty");
    Plan other = plan("mail3.example.com");
    Kept before = runbooks.get(id);

    runbooks.change(id, other);

    Kept kept = runbooks.get(id);
    assertThat(kept.plan()).isEqualTo(other);
    assertThat(kept.entity().name).isEqualTo("移行 mail3.example.com");
    assertThat(kept.runbook()).as("nobody has looked at this one").isEmpty();
    assertThat(kept.memory().words()).extracting(Word::step).containsExactly("send-limit");
    runbooks.seen(before, seen(World.aSnapshot()));
    assertThat(sighting(id)).as("of the plan as it was").isEmpty();
  }

  @Test
  void allOfItGoesWithIt() {
    UUID id = begun();
    looks.look(id);
    runbooks.say(id, "send-limit", "mika", "case 1234");
    UUID other = begun();
    looks.look(other);
    assertThat(pieces.count()).isEqualTo(6);
    Kept before = runbooks.get(id);

    runbooks.remove(id);

    assertThat(pieces.findAll()).extracting(piece -> piece.runbookId).containsOnly(other);
    assertThat(pieces.count()).isEqualTo(3);
    assertThatThrownBy(() -> runbooks.get(id)).isInstanceOf(NoSuchRunbookException.class);
    assertThatThrownBy(() -> runbooks.say(id, "send-limit", "mika", "x"))
        .isInstanceOf(NoSuchRunbookException.class);
    runbooks.seen(before, seen(World.aSnapshot()));
    assertThat(pieces.count()).as("a look that was under way leaves nothing").isEqualTo(3);
  }
}
