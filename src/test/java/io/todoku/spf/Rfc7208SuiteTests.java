package io.todoku.spf;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.todoku.peers.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.Yaml;

/** The openspf.org test suite for RFC 7208, where it is present beside the project. */
class Rfc7208SuiteTests {

  private static final Path SUITE = Path.of("../shared/testdata/spf/rfc7208-tests.yml");
  private static final AtomicInteger RUN = new AtomicInteger();
  private static final AtomicInteger PASSED = new AtomicInteger();

  /** Half of the records are wrong on purpose, and jSPF warns of each. */
  @BeforeAll
  static void muteJspfLogger() {
    ((Logger) LoggerFactory.getLogger("org.apache.james.jspf")).setLevel(Level.OFF);
  }

  @TestFactory
  Stream<DynamicTest> eachCase() throws IOException {
    Peers.skipUnless(Files.exists(SUITE), "the RFC 7208 test suite of openspf.org");
    return StreamSupport.stream(new Yaml().loadAll(Files.readString(SUITE)).spliterator(), false)
        .map(Rfc7208SuiteTests::map)
        .flatMap(section -> {
          SuiteZone zone = new SuiteZone(map(section.get("zonedata")));
          return map(section.get("tests")).entrySet().stream()
              .map(test ->
                  DynamicTest.dynamicTest(
                      section.get("description") + ": " + test.getKey(),
                      () -> check(zone, map(test.getValue()))));
        });
  }

  private static void check(SuiteZone zone, Map<String, Object> test) {
    RUN.incrementAndGet();
    String result =
        new SpfEvaluator(zone)
            .evaluate(text(test, "host"), text(test, "mailfrom"), text(test, "helo"))
            .result()
            .name()
            .toLowerCase(Locale.ROOT);
    assertThat(test.get("result") instanceof List<?> many ? many : List.of(test.get("result")))
        .as(test.toString())
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .contains(result);
    PASSED.incrementAndGet();
  }

  @AfterAll
  static void printPassCount() {
    if (RUN.get() > 0) {
      System.out.println("RFC 7208 test suite: " + PASSED + " of " + RUN + " pass");
    }
  }

  private static String text(Map<String, Object> test, String key) {
    return String.valueOf(test.get(key));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object yaml) {
    return (Map<String, Object>) yaml;
  }
}
