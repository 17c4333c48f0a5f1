package io.todoku.runbook;

import static io.todoku.rule.World.REGION;
import static io.todoku.runbook.Scenery.HERE;
import static io.todoku.runbook.Scenery.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.Outcome.Result;
import io.todoku.snapshot.Attestation.State;
import io.todoku.snapshot.MailServer.Dialogue;
import io.todoku.snapshot.Reason.Cause;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps that rest on rules of the catalogue. */
class JudgedTests {

  private static final Check CLOSED = Judged.passes("no-open-relay", ONE);
  private static final Check LIFTED = new Lifted(REGION);

  private final Scenery world = Scenery.keepName();

  private Outcome of(Check check) {
    return check.in(world.scene());
  }

  @Test
  void aServerThatRelaysNothing() {
    world.address(HERE, ONE, "i-1").server(ONE, "mail2.example.com");

    assertThat(of(CLOSED).result()).isEqualTo(Result.HOLDS);
    assertThat(of(CLOSED).evidence()).isNotEmpty();
  }

  @Test
  void aServerOfWhichNothingWasHeard() {
    world.address(HERE, ONE, "i-1").serverSilent(ONE);
    assertThat(of(CLOSED).result()).isEqualTo(Result.UNKNOWN);
    assertThat(of(CLOSED).unknown().cause()).isEqualTo(Cause.TIMEOUT);

    world.server(ONE, Dialogue.NOTHING);
    assertThat(of(CLOSED).result()).isEqualTo(Result.UNKNOWN);
  }

  /** What was not looked at does not pass. */
  @Test
  void anAddressThatTheAccountDoesNotHold() {
    assertThat(of(CLOSED).result()).isEqualTo(Result.UNKNOWN);
    assertThat(of(CLOSED).unknown().cause()).isEqualTo(Cause.INCONCLUSIVE);
  }

  @Test
  void anAddressAtNoInstance() {
    world.address(HERE, ONE, null).server(ONE, "mail2.example.com");

    assertThat(of(CLOSED).result()).isEqualTo(Result.UNKNOWN);
  }

  /** The reason is what hid it. */
  @Test
  void anAccountThatCouldNotBeSeen() {
    world
        .address(HERE, ONE, "i-1")
        .server(ONE, "mail2.example.com")
        .blind("api ec2:DescribeAddresses")
        .blind("api ec2:DescribeNetworkInterfaces");

    assertThat(of(CLOSED).result()).isEqualTo(Result.UNKNOWN);
    assertThat(of(CLOSED).unknown().cause()).isEqualTo(Cause.DENIED);
  }

  @Test
  void aWarningMayBeGoodEnough() {
    assertThat(of(Judged.passes("dkim-published", "example.com")).result())
        .as("a key of Ed25519 alone")
        .isEqualTo(Result.HOLDS);
    assertThat(of(new Judged("dkim-published", "example.com", false, false)).result())
        .isEqualTo(Result.NOT_YET);
  }

  @Test
  void theLimitOfARegionWithASender() {
    world.address(HERE, ONE, "i-1");
    assertThat(of(LIFTED).result()).as("nobody has said").isEqualTo(Result.WORD);

    world.limit(State.REQUESTED);
    assertThat(of(LIFTED).result()).isEqualTo(Result.NOT_YET);
    world.limit(State.REFUSED);
    assertThat(of(LIFTED).result()).isEqualTo(Result.NOT_YET);
    world.limit(State.GRANTED);
    assertThat(of(LIFTED).result()).isEqualTo(Result.HOLDS);
  }

  /** The rule says nothing of it yet; the limit is asked for before the servers are there. */
  @Test
  void theLimitOfARegionWithoutOne() {
    assertThat(world.scene().findings())
        .noneMatch(finding -> finding.rule().equals("send-limit-removed"));
    assertThat(of(LIFTED).result()).isEqualTo(Result.WORD);

    world.limit(State.REQUESTED);
    assertThat(of(LIFTED).result()).isEqualTo(Result.NOT_YET);
    world.limit(State.GRANTED);
    assertThat(of(LIFTED).result()).isEqualTo(Result.HOLDS);
    assertThat(of(LIFTED).evidence()).extracting(e -> e.source()).isEqualTo(List.of("person"));
    world.limit(State.REFUSED);
    assertThat(of(LIFTED).result()).isEqualTo(Result.NOT_YET);
  }

  @Test
  void aWordOfAnotherRegionOrLongAgoDoesNotCount() {
    world.limit(State.GRANTED);

    assertThat(of(new Lifted("eu-west-1")).result()).isEqualTo(Result.WORD);
    assertThat(Scenery.keepName().later(Duration.ofDays(-366)).limit(State.GRANTED).scene())
        .satisfies(scene -> assertThat(LIFTED.in(scene).result()).isEqualTo(Result.WORD));
  }

  @Test
  void theLimitOfAnAccountThatCouldNotBeSeen() {
    world.limit(State.GRANTED).blind("api ec2:DescribeAddresses");

    assertThat(of(LIFTED).result()).isEqualTo(Result.UNKNOWN);
    assertThat(of(LIFTED).unknown().cause()).isEqualTo(Cause.DENIED);
  }
}
