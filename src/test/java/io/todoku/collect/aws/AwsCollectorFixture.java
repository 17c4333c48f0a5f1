package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.AwsProxy;
import io.todoku.peers.AwsProxy.AwsCall;
import io.todoku.peers.AwsSdkProperties;
import io.todoku.peers.AwsTestAccounts;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The collector through the real SDK, against an AWS API server with bad days before it. */
abstract class AwsCollectorFixture {

  static final String ACCOUNT = "111111111111";
  static final String TOKYO = "ap-northeast-1";
  static final String IRELAND = "eu-west-1";
  static final AwsLoginParameters LOGIN =
      new AwsLoginParameters(ACCOUNT, AwsTestAccounts.roleArn(ACCOUNT), "secret-between-us", null);
  static final AwsLimits SHORT_LIMITS =
      new AwsLimits(
          Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(6), 256, 100, 100, 2);

  /** For all Regions at once. */
  static final AwsLimits LONG_LIMITS =
      new AwsLimits(
          Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60), 256, 100, 100, 2);

  @TempDir static Path dir;

  private static AwsTestAccounts accounts;
  static AwsProxy aws;
  private static AwsSdkProperties environment;
  static String address;

  @BeforeAll
  static void start() throws Exception {
    accounts = AwsTestAccounts.start(dir);
    aws = accounts.proxy();
    address = accounts.createMailServer(ACCOUNT, TOKYO, "mail");
    accounts.createDatabaseInOneZone(ACCOUNT, TOKYO, "orders");
    accounts.createTransitGateway(ACCOUNT, TOKYO);
    accounts.createSesIdentity(ACCOUNT, TOKYO, "example.com");
    accounts.createAddressRecord(ACCOUNT, "example.com", "*.example.com", null, address);
    environment = AwsSdkProperties.pointTo(aws.endpoint());
  }

  @AfterAll
  static void stop() {
    if (environment != null) {
      environment.close();
    }
    if (accounts != null) {
      accounts.close();
    }
  }

  @BeforeEach
  void clearFaults() {
    aws.reset();
  }

  static AwsAccountInventory collect(AwsLoginParameters login, String... regions) {
    return collect(SHORT_LIMITS, login, regions);
  }

  static AwsAccountInventory collect(
      AwsLimits limits, AwsLoginParameters login, String... regions) {
    try (AwsCollector collector = new AwsCollector(limits, Clock.systemUTC())) {
      return AwsAccountInventory.collect(
          collector, login, List.of(regions), (region, action) -> {});
    }
  }

  static RegionInventory region(AwsAccountInventory inventory, String name) {
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

  static Predicate<AwsCall> named(String... names) {
    return call -> List.of(names).contains(call.name());
  }
}
