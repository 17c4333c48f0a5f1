package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.AwsAnswers;
import io.todoku.peers.AwsProxy.Answer;
import io.todoku.peers.AwsProxy.Call;
import io.todoku.peers.Driven;
import io.todoku.peers.LossyResolver;
import io.todoku.peers.MailWorld;
import io.todoku.peers.Peers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whole scans by the jar on days when something around it fails. */
class BadDaysIntegrationTests extends DrivenFixture {

  private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

  @BeforeEach
  void calm() {
    world.aws().calm();
  }

  private static void assertDone(Driven todoku, String run) throws Exception {
    JsonNode end = todoku.awaitEnd(run);
    assertThat(end.at("/state").asString()).isEqualTo("DONE");
    for (JsonNode part : end.at("/accounts")) {
      List<String> cells =
          part.at("/cells")
              .valueStream()
              .map(cell -> cell.at("/source").asString() + " " + cell.at("/region").asString())
              .toList();
      assertThat(cells).doesNotHaveDuplicates().hasSize(6);
    }
  }

  @Test
  void aThirdOfAllCallsAreThrottled() throws Exception {
    Random chance = new Random(42);
    Predicate<Call> unlucky =
        call -> {
          synchronized (chance) {
            return !call.service().equals("sts") && chance.nextInt(10) < 3;
          }
        };
    try (Driven todoku = Driven.start(world, dir.resolve("throttled"), Map.of())) {
      world.aws().script(AwsAnswers.throttling(unlucky, Integer.MAX_VALUE));
      String run = todoku.scan();

      assertDone(todoku, run);
      assertThat(todoku.findings()).isEqualTo(undisturbed);
    }
  }

  @Test
  void anApiHangs() throws Exception {
    try (Driven todoku = Driven.start(world, dir.resolve("hangs"), Map.of())) {
      world
          .aws()
          .script(
              AwsAnswers.to(
                  call ->
                      call.account().equals(MailWorld.BAD)
                          && call.action().equals("DescribeDBSubnetGroups"),
                  Answer.SILENCE));
      assertDone(todoku, todoku.scan());

      String checklist = todoku.json("/accounts/" + MailWorld.BAD + "/checklist").toString();
      assertThat(checklist).contains("rds:DescribeDBSubnetGroups");
      assertThat(lines(todoku.findings()))
          .filteredOn(line -> !line.startsWith("rds-") && !line.contains(MailWorld.BAD))
          .isEqualTo(
              lines(undisturbed).stream()
                  .filter(line -> !line.startsWith("rds-") && !line.contains(MailWorld.BAD))
                  .toList());
      assertThat(lines(todoku.findings()))
          .filteredOn(line -> line.startsWith("rds-subnet-group-spans-azs"))
          .isNotEmpty()
          .allMatch(line -> line.contains("UNKNOWN"));

      world.aws().calm();
      assertDone(todoku, todoku.scan());
      assertThat(todoku.findings()).isEqualTo(undisturbed);
    }
  }

  private static List<String> lines(String findings) {
    return findings.lines().toList();
  }

  @Test
  void aResolverLosesEveryThirdQuestion() throws Exception {
    try (LossyResolver lossy = LossyResolver.before(world.resolver());
        Driven todoku =
            Driven.start(
                world,
                dir.resolve("lossy"),
                Map.of(),
                "--todoku.dns.resolvers[0]=" + lossy.resolver())) {
      assertDone(todoku, todoku.scan());

      assertThat(lossy.lost()).isGreaterThan(5);
      assertThat(todoku.findings().replace(lossy.resolver(), world.resolver()))
          .isEqualTo(undisturbed);
    }
  }

  /** The file of H2 can grow no further; what was stored before is there once it can again. */
  @Test
  void theDiskIsFull() throws Exception {
    Peers.require(Files.isExecutable(PRLIMIT), "prlimit");
    try (Driven todoku = Driven.start(world, dir.resolve("full"), Map.of())) {
      assertDone(todoku, todoku.scan());

      world.aws().slow(Duration.ofMillis(400));
      String run = todoku.scan();
      todoku.await(run, json -> Driven.cells(json).anyMatch(Driven::done));
      limit(todoku, Files.size(dir.resolve("full/data/todoku.mv.db")) + "");
      todoku.server().awaitLog("The database file cannot be written");

      limit(todoku, "unlimited");
      todoku.server().awaitLog("The database is there again");
      assertDone(todoku, run);
      assertThat(todoku.findings()).isEqualTo(undisturbed);
      assertThat(todoku.json("/accounts/" + MailWorld.BAD + "/history")).hasSize(2);
    }
  }

  private static void limit(Driven todoku, String bytes) throws Exception {
    new ProcessBuilder(
            PRLIMIT.toString(),
            "--pid",
            String.valueOf(todoku.server().pid()),
            "--fsize=" + bytes + ":unlimited")
        .inheritIO()
        .start()
        .waitFor();
  }
}
