package io.todoku.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Situations from public reports, each as a snapshot, and the verdicts that are right. {@code
 * expected.tsv} names the source of each.
 */
class RealSituationsTests {

  private static final String SOME = "@some";

  /**
   * @param rule whose findings count; {@link #SOME} where one of several has to give such a verdict
   * @param verdicts any of which is right; {@code NONE} where there may be no finding
   * @param resource the address that the verdict is about, or the several rules; empty for any
   */
  record Expectation(
      String situation, String rule, Set<String> verdicts, String resource, String description) {

    @Override
    public String toString() {
      return situation + " " + rule + ": " + description;
    }
  }

  static Stream<Expectation> expectations() throws IOException {
    try (InputStream table = resource("expected.tsv")) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split("\t", -1))
          .filter(columns -> !columns[2].isEmpty()) // the others are about remedies
          .map(columns ->
              new Expectation(
                  columns[0], columns[1], Set.of(columns[2].split("\\|")), columns[3], columns[4]));
    }
  }

  @ParameterizedTest
  @MethodSource("expectations")
  void theVerdictIsRight(Expectation expected) {
    List<Finding> findings =
        AllRules.engine().judge(snapshot(expected.situation())).stream()
            .filter(finding -> isMeant(expected, finding))
            .toList();
    Set<String> verdicts =
        findings.stream().map(finding -> finding.verdict().name()).collect(Collectors.toSet());

    Set<String> found = findings.isEmpty() ? Set.of("NONE") : verdicts;
    String summaries =
        findings.stream().map(f -> f.verdict() + " " + f.summary()).toList().toString();
    if (expected.rule().equals(SOME)) {
      assertThat(found).as(summaries).containsAnyElementsOf(expected.verdicts());
    } else {
      assertThat(expected.verdicts()).as(summaries).containsAll(found);
    }
  }

  private static boolean isMeant(Expectation expected, Finding finding) {
    return expected.rule().equals(SOME)
        ? Arrays.asList(expected.resource().split("\\|")).contains(finding.rule())
        : finding.rule().equals(expected.rule())
            && (expected.resource().isEmpty() || finding.resource().matches(expected.resource()));
  }

  /** The names of all situations, those about remedies too. */
  static List<String> situations() throws IOException {
    try (InputStream table = resource("expected.tsv")) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split("\t", 2)[0])
          .distinct()
          .toList();
    }
  }

  static Snapshot snapshot(String situation) {
    try (InputStream file = resource(situation + ".json")) {
      return SnapshotFile.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(
        RealSituationsTests.class.getResourceAsStream("/cases/" + name), name);
  }
}
