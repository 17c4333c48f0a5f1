package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/asvs.md} complete and consistent: it has each requirement of OWASP ASVS 5.0.0,
 * levels 1 and 2, counts them correctly, and names only what exists.
 */
class AsvsTableTests {

  private static final Path PAGE = Path.of("docs/asvs.md");
  private static final Path REQUIREMENTS = Path.of("src/test/resources/asvs-5.0-levels-1-2.txt");

  private static final Pattern CHAPTER = Pattern.compile("## (V\\d+ .+)");
  private static final Pattern ROW =
      Pattern.compile(
          "\\| (v5\\.0\\.0-\\S+) \\| (\\d) \\| .+ \\| \\*\\*(met|n/a|open)\\*\\*: (.+) \\|");
  private static final Pattern OPEN_ROW =
      Pattern.compile("\\| (\\d+\\.\\d+\\.\\d+) \\| (\\d) \\| .+ \\| .+ \\|");
  private static final Pattern COUNTS =
      Pattern.compile(
          "\\| (?:\\[(.+)]\\(#.+\\)|\\*\\*(All)\\*\\*) \\| (\\d+) \\| (\\d+) \\| (\\d+) \\| (\\d+) \\|");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  private record Requirement(
      String chapter, String number, String level, String status, String text) {}

  private record Count(String chapter, long met, long notApplicable, long open, long openLevel1) {}

  private static List<String> lines;
  private static List<Requirement> table;

  @BeforeAll
  static void readTable() throws IOException {
    lines = Files.readAllLines(PAGE);
    table = new ArrayList<>();
    String chapter = "";
    for (String line : lines) {
      Matcher heading = CHAPTER.matcher(line);
      if (heading.matches()) {
        chapter = heading.group(1);
      }
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        table.add(new Requirement(chapter, row.group(1), row.group(2), row.group(3), row.group(4)));
      }
    }
  }

  @Test
  void eachRequirementOfLevelsOneAndTwoIsInTheTableOnce() throws IOException {
    List<String> required =
        Files.readAllLines(REQUIREMENTS).stream().filter(line -> !line.startsWith("#")).toList();

    assertThat(required).hasSize(253).doesNotHaveDuplicates();
    assertThat(table.stream().map(row -> row.number() + " " + row.level()))
        .containsExactlyElementsOf(required);
    assertThat(lines.stream().filter(line -> line.startsWith("| v5"))).hasSameSizeAs(required);
  }

  @Test
  void eachRequirementStandsInItsChapter() {
    assertThat(table)
        .allSatisfy(row ->
            assertThat(row.number())
                .startsWith("v5.0.0-" + row.chapter().replaceAll("V(\\d+) .*", "$1") + "."));
  }

  @Test
  void theCountsAreThoseOfTheChapters() {
    List<Count> counts =
        lines.stream()
            .map(COUNTS::matcher)
            .filter(Matcher::matches)
            .map(row ->
                new Count(
                    row.group(1) == null ? row.group(2) : row.group(1),
                    Long.parseLong(row.group(3)),
                    Long.parseLong(row.group(4)),
                    Long.parseLong(row.group(5)),
                    Long.parseLong(row.group(6))))
            .toList();

    Stream<Count> chapters =
        table.stream()
            .map(Requirement::chapter)
            .distinct()
            .map(chapter -> count(chapter, row -> row.chapter().equals(chapter)));
    assertThat(counts)
        .containsExactlyElementsOf(
            Stream.concat(chapters, Stream.of(count("All", row -> true))).toList());
  }

  private static Count count(String name, Predicate<Requirement> counted) {
    return new Count(
        name,
        countOf(counted, "met"),
        countOf(counted, "n/a"),
        countOf(counted, "open"),
        countOf(counted.and(row -> row.level().equals("1")), "open"));
  }

  private static long countOf(Predicate<Requirement> counted, String status) {
    return table.stream().filter(counted).filter(row -> row.status().equals(status)).count();
  }

  @Test
  void theListOfOpenRequirementsIsThatOfTheChaptersAndLevelOneIsFirst() {
    List<String> listed =
        lines.stream()
            .map(OPEN_ROW::matcher)
            .filter(Matcher::matches)
            .map(row -> row.group(2) + " v5.0.0-" + row.group(1))
            .toList();

    assertThat(listed)
        .containsExactlyElementsOf(
            Stream.of("1", "2").flatMap(AsvsTableTests::openOfLevel).toList());
  }

  private static Stream<String> openOfLevel(String level) {
    return table.stream()
        .filter(row -> row.status().equals("open") && row.level().equals(level))
        .map(row -> level + " " + row.number());
  }

  @Test
  void whatIsMetNamesWhatShowsIt() {
    assertThat(table)
        .filteredOn(row -> row.status().equals("met"))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.text()).as(row.number()).containsPattern(QUOTED));
  }

  @Test
  void eachClassOrFileThatIsNamedExists() throws IOException {
    Set<String> named = new HashSet<>();
    for (String line : lines) {
      QUOTED.matcher(line).results().forEach(match -> named.add(match.group(1)));
    }
    Set<String> classes = new HashSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .forEach(name -> classes.add(name.replace(".java", "")));
    }

    assertThat(named)
        .isNotEmpty()
        .allMatch(name -> classes.contains(name) || Files.isRegularFile(Path.of(name)));
  }
}
