package io.todoku.runbook;

import static io.todoku.rule.World.REGION;
import static io.todoku.runbook.Scenery.HERE;
import static io.todoku.runbook.Scenery.ONE;
import static io.todoku.runbook.Scenery.THERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.Elastic.Want;
import io.todoku.runbook.Outcome.Result;
import io.todoku.snapshot.Reason.Cause;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where an Elastic IP is, and what EC2 holds of its reverse name. */
class AddressTests {

  private final Scenery world = Scenery.keepName();

  private Result is(Want want) {
    return new Elastic(HERE, REGION, ONE, want).in(world.scene()).result();
  }

  private Outcome named(@Nullable String name) {
    return new ReverseAttribute(HERE, REGION, ONE, name).in(world.scene());
  }

  @Test
  void notThere() {
    assertThat(is(Want.RUNNING)).isEqualTo(Result.NOT_YET);
    assertThat(is(Want.HELD)).isEqualTo(Result.NOT_YET);
    assertThat(is(Want.IDLE)).isEqualTo(Result.HOLDS);
    assertThat(is(Want.RELEASED)).isEqualTo(Result.HOLDS);
  }

  @Test
  void atNoInstance() {
    world.address(HERE, ONE, null);

    assertThat(is(Want.RUNNING)).isEqualTo(Result.NOT_YET);
    assertThat(is(Want.HELD)).isEqualTo(Result.HOLDS);
    assertThat(is(Want.IDLE)).isEqualTo(Result.HOLDS);
    assertThat(is(Want.RELEASED)).isEqualTo(Result.NOT_YET);
  }

  @Test
  void atAnInstance() {
    world.address(HERE, ONE, "i-1");
    assertThat(is(Want.RUNNING)).isEqualTo(Result.HOLDS);
    assertThat(is(Want.IDLE)).isEqualTo(Result.NOT_YET);

    world.instance("i-1", "stopped");
    assertThat(is(Want.RUNNING)).isEqualTo(Result.NOT_YET);
    assertThat(is(Want.IDLE)).isEqualTo(Result.NOT_YET);
  }

  @Test
  void anAccountThatCannotBeSeen() {
    world.address(HERE, ONE, "i-1").blind("api ec2:DescribeAddresses");

    for (Want want : Want.values()) {
      assertThat(is(want)).isEqualTo(Result.UNKNOWN);
    }
    assertThat(new Elastic(THERE, REGION, ONE, Want.RELEASED).in(world.scene()).unknown().cause())
        .isEqualTo(Cause.NOT_CONFIGURED);
    assertThat(
            new Elastic(HERE, "eu-west-1", ONE, Want.RELEASED).in(world.scene()).unknown().cause())
        .isEqualTo(Cause.NOT_ASKED);
  }

  @Test
  void instancesThatCannotBeSeen() {
    world.address(HERE, ONE, "i-1").blind("api ec2:DescribeInstances");

    assertThat(is(Want.RUNNING)).isEqualTo(Result.UNKNOWN);
    assertThat(is(Want.HELD)).isEqualTo(Result.HOLDS);
  }

  @Test
  void theReverseName() {
    assertThat(named(null).result()).isEqualTo(Result.HOLDS);
    assertThat(named("mail2.example.com").result()).isEqualTo(Result.NOT_YET);

    world.attribute(HERE, ONE, "mail2.example.com", null);
    assertThat(named("mail2.example.com").result()).isEqualTo(Result.HOLDS);
    assertThat(named("mail.example.com").result()).isEqualTo(Result.NOT_YET);
    assertThat(named(null).result()).isEqualTo(Result.NOT_YET);
  }

  @Test
  void aReverseNameThatIsAboutToChange() {
    world.attribute(HERE, ONE, "mail2.example.com", "PENDING");
    assertThat(named("mail2.example.com").result()).isEqualTo(Result.NOT_YET);

    world.attribute(HERE, ONE, null, "PENDING");
    assertThat(named(null).result()).isEqualTo(Result.NOT_YET);
  }

  /** EC2 documents no status but PENDING. */
  @Test
  void whatAnotherStatusMeansIsNotGuessed() {
    world.attribute(HERE, ONE, "mail2.example.com", "COMPLETED");

    assertThat(named("mail2.example.com").result()).isEqualTo(Result.UNKNOWN);
    assertThat(named("mail2.example.com").unknown().detail()).contains("COMPLETED");
  }

  @Test
  void aReverseNameThatCannotBeSeen() {
    world.blind("api ec2:DescribeAddressesAttribute");

    assertThat(named(null).unknown().cause()).isEqualTo(Cause.DENIED);
  }
}
