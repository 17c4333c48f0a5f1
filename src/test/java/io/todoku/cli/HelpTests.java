package io.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.todoku.CommandLineFixture;
import io.todoku.cli.CommandRunner.CommandRun;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Every command has examples, and every command in help and documents can be parsed. */
class HelpTests {

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  /** Help itself, and the commands of access that have their own tests. */
  private static final Set<String> WITHOUT_EXAMPLES = Set.of("help", "policy", "access");

  @TempDir Path dir;

  static CommandLine commandLine() {
    return TodokuCommandLine.create(
        CommandLineFixture.context(),
        configuration -> {
          throw new AssertionError("no database is opened for it");
        },
        mock(),
        new ByteArrayInputStream(new byte[0]),
        new CommandOutput(new PrintStream(OutputStream.nullOutputStream())));
  }

  static Stream<String> commands() {
    List<String> all = new ArrayList<>();
    collect(commandLine(), "", all);
    return all.stream().filter(name -> !WITHOUT_EXAMPLES.contains(name));
  }

  private static void collect(CommandLine line, String name, List<String> into) {
    into.add(name.strip());
    line.getSubcommands().forEach((sub, command) -> collect(command, name + " " + sub, into));
  }

  private static List<String> examples(String command) {
    CommandLine line = commandLine();
    for (String name : command.isEmpty() ? new String[0] : command.split(" ")) {
      line = line.getSubcommands().get(name);
    }
    return Arrays.stream(line.getCommandSpec().usageMessage().footer())
        .filter(text -> text.startsWith("  todoku "))
        .map(String::strip)
        .toList();
  }

  /** The words after {@code todoku}, without redirections. */
  static String[] words(String example) {
    return WORD.matcher(example.replaceFirst(" (>|\\|\\||&&|;) .*", ""))
        .results()
        .map(word -> word.group().replaceAll("^[\"']|[\"']$", ""))
        .skip(1)
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theHelpOfEachCommandHasExamplesThatCanBeParsed(String command) {
    assertThat(examples(command)).isNotEmpty();
    for (String example : examples(command)) {
      commandLine().parseArgs(words(example));
      assertThat(example).as("wraps at 80 columns").hasSizeLessThan(78);
      assertThat(example).startsWith(("todoku " + command).strip());
    }
  }

  @Test
  void theCommandsInTheDocumentCanBeParsed() throws Exception {
    List<String> lines =
        Files.readAllLines(Path.of("docs/command-line.md")).stream()
            .map(line -> line.replaceFirst("^\\$ ", ""))
            .filter(line -> line.startsWith("todoku "))
            .toList();

    assertThat(lines).isNotEmpty();
    lines.forEach(line -> commandLine().parseArgs(words(line)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void theCompletionScriptIsOneThatTheShellReads(String shell) throws Exception {
    CommandRun run = CommandRunner.todoku("completion", shell);
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("--fail-on", "--decisions", "bashcompinit");
    Path script = Files.writeString(dir.resolve("completion"), run.out(), StandardCharsets.UTF_8);

    Process bash = new ProcessBuilder("bash", "-n", script.toString()).start();

    assertThat(bash.waitFor()).isZero();
    assertThat(CommandRunner.todoku("completion", "fish").exit()).isEqualTo(2);
  }
}
