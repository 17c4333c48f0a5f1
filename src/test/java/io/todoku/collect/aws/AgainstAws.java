package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.AwsEnvironment;
import io.todoku.peers.AwsProxy;
import io.todoku.peers.AwsProxy.Call;
import io.todoku.peers.AwsWorld;
import io.todoku.peers.Moto;
import io.todoku.peers.Peers;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The collector through the real SDK, against an AWS API server with bad days before it. */
abstract class AgainstAws {

  static final String ACCOUNT = "111111111111";
  static final String TOKYO = "ap-northeast-1";
  static final String IRELAND = "eu-west-1";
  static final AwsLogin LOGIN =
      new AwsLogin(ACCOUNT, AwsWorld.roleArn(ACCOUNT), "secret-between-us", null);
  static final AwsLimits HASTY =
      new AwsLimits(
          Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(6), 256, 100, 100, 2);

  /** For all Regions at once. */
  static final AwsLimits PATIENT =
      new AwsLimits(
          Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60), 256, 100, 100, 2);

  @TempDir static Path dir;

  private static Moto moto;
  static AwsProxy aws;
  private static AwsEnvironment environment;
  static String address;

  @BeforeAll
  static void start() throws Exception {
    Peers.require(Moto.present(), "moto_server");
    moto = Moto.start(dir);
    aws = AwsProxy.before(moto);
    AwsWorld world = new AwsWorld(moto.endpoint());
    address = world.mailServer(ACCOUNT, TOKYO, "mail");
    world.databaseInOneZone(ACCOUNT, TOKYO, "orders");
    world.sesIdentity(ACCOUNT, TOKYO, "example.com");
    world.addressRecord(ACCOUNT, "example.com", "*.example.com", null, address);
    environment = AwsEnvironment.at(aws.endpoint());
  }

  @AfterAll
  static void stop() {
    if (moto != null) {
      environment.close();
      aws.close();
      moto.close();
    }
  }

  @BeforeEach
  void calm() {
    aws.calm();
  }

  static AwsInventory collect(AwsLogin login, String... regions) {
    return collect(HASTY, login, regions);
  }

  static AwsInventory collect(AwsLimits limits, AwsLogin login, String... regions) {
    try (AwsCollector collector = new AwsCollector(limits)) {
      return AwsInventory.collect(collector, login, List.of(regions), (region, action) -> {});
    }
  }

  static RegionInventory region(AwsInventory inventory, String name) {
    return known(inventory.regions()).stream()
        .filter(r -> r.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static <T> T known(Observed<T> observed) {
    assertThat(observed).isInstanceOf(Known.class);
    return ((Known<T>) observed).value();
  }

  static Reason unknown(Observed<?> observed) {
    assertThat(observed).isInstanceOf(Unknown.class);
    return ((Unknown<?>) observed).reason();
  }

  static Predicate<Call> named(String... names) {
    return call -> List.of(names).contains(call.name());
  }
}
