package io.todoku.runbook;

import static io.todoku.runbook.Scenery.MAIL;
import static io.todoku.runbook.Scenery.MX;
import static io.todoku.runbook.Scenery.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.Outcome.Result;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** TTLs that are lowered for a move and raised after it. */
class TtlTests {

  private static final Check MX_LOW = new TtlLow("example.com", "MX", 300);
  private static final Check A_LOW = new TtlLow("mail.example.com", "A", 300);
  private static final Check MX_RAISED = new TtlRaised("example.com", "MX", 3600);
  private static final Check A_RAISED = new TtlRaised("mail.example.com", "A", 3600);

  private final Scenery world = Scenery.keepName();
  private final Instant start = world.now();

  private Outcome of(Check check) {
    return check.in(world.scene());
  }

  private void later(long seconds) {
    world.later(Duration.ofSeconds(seconds)).look();
  }

  @Test
  void aHighOneIsLoweredAndRunsOut() {
    world.look();
    assertThat(of(MX_LOW).result()).isEqualTo(Result.NOT_YET);

    world.dns.all(MX, 300, "10 mail.example.com");
    later(600);
    assertThat(of(MX_LOW).result()).isEqualTo(Result.TIME);
    assertThat(of(MX_LOW).notBefore()).isEqualTo(start.plusSeconds(600 + 3600));

    later(3599);
    assertThat(of(MX_LOW).result()).isEqualTo(Result.TIME);
    later(1);
    assertThat(of(MX_LOW).result()).isEqualTo(Result.HOLDS);
  }

  @Test
  void oneServerIsBehind() {
    world.look();
    world.dns.at("ns1", MX, 300, "10 mail.example.com");
    later(7200);
    assertThat(of(MX_LOW).result()).isEqualTo(Result.NOT_YET);

    world.dns.at("ns2", MX, 300, "10 mail.example.com");
    later(60);
    assertThat(of(MX_LOW).notBefore()).isEqualTo(start.plusSeconds(7260 + 3600));
  }

  /** It may have been lowered a minute ago: nobody saw. */
  @Test
  void oneThatWasLowWhenItWasFirstSeenIsWaitedForADay() {
    world.dns.all(MX, 300, "10 mail.example.com");
    world.look();

    assertThat(of(MX_LOW).result()).isEqualTo(Result.TIME);
    assertThat(of(MX_LOW).notBefore()).isEqualTo(start.plus(Duration.ofDays(1)));
    later(Duration.ofDays(1).toSeconds());
    assertThat(of(MX_LOW).result()).isEqualTo(Result.HOLDS);
  }

  @Test
  void aSilentServerLeavesItOpen() {
    world.look();
    world.dns.all(MX, 300, "10 mail.example.com");
    later(60);
    world.blind("ns2 " + MX);
    later(7200);
    assertThat(of(MX_LOW).result()).isEqualTo(Result.UNKNOWN);

    world.dns.at("ns1", MX, 3600, "10 mail.example.com");
    later(60);
    assertThat(of(MX_LOW).result()).as("one is seen to be high").isEqualTo(Result.NOT_YET);
  }

  /** That there is no record is kept for as long as the zone says, which is no part of this. */
  @Test
  void aNameThatIsGoneHasNoHighTtl() {
    world.dns.all(MAIL, 300, OLD);
    world.look();
    later(Duration.ofDays(1).toSeconds());
    world.dns.says("ns1", MAIL, Places.nothing(86_400));
    world.dns.says("ns2", MAIL, Places.nothing(86_400));
    later(60);

    assertThat(of(A_LOW).result()).isEqualTo(Result.HOLDS);
    assertThat(of(A_RAISED).result()).isEqualTo(Result.NOT_YET);
  }

  @Test
  void itIsRaisedAtEveryServer() {
    world.dns.all(MX, 300, "10 mail.example.com");
    world.look();
    assertThat(of(MX_RAISED).result()).isEqualTo(Result.NOT_YET);

    world.dns.at("ns1", MX, 86_400, "10 mail.example.com");
    assertThat(of(MX_RAISED).result()).isEqualTo(Result.NOT_YET);

    world.blind("ns2 " + MX);
    assertThat(of(MX_RAISED).result()).isEqualTo(Result.UNKNOWN);

    world.seeing().dns.at("ns2", MX, 3600, "10 mail.example.com");
    assertThat(of(MX_RAISED).result()).isEqualTo(Result.HOLDS);
  }
}
