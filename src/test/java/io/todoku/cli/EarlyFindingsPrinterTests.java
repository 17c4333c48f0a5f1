package io.todoku.cli;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.cli.CommandContext.CommandServices;
import io.todoku.collect.ProgressListener.Stage;
import io.todoku.collect.ProgressListener.StageState;
import io.todoku.rule.AllRules;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SnapshotBuilder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On standard error stands what the rest of a scan cannot change, each finding once. */
class EarlyFindingsPrinterTests {

  private static final String WRONG_NAME =
      "111111111111  FAIL  mail.example.com resolves to 192.0.2.9, not to 192.0.2.7.";

  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @BeforeEach
  void catchStandardError() {
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restoreStandardError() {
    System.setErr(standardError);
  }

  private static EarlyFindingsPrinter printer(Locale language) {
    CommandServices services = mock(CommandServices.class);
    when(services.judge()).thenReturn(AllRules.engine());
    when(services.messages()).thenReturn(AllRules.messages());
    Account account =
        new Account(
            "111111111111",
            "test",
            "",
            Environment.PRODUCTION,
            new Access.DefaultChain(),
            List.of(),
            List.of());
    ConsoleProgress progress =
        new ConsoleProgress(ConsoleProgress.ProgressStyle.LINES, System.err, 1, 80);
    return new EarlyFindingsPrinter(account, progress, services, language);
  }

  private List<String> printed() {
    List<String> lines = errors.toString(StandardCharsets.UTF_8).lines().toList();
    errors.reset();
    return lines;
  }

  private static SnapshotBuilder sender() {
    return aSnapshot().withSender("192.0.2.7").ptr("192.0.2.7", "mail.example.com");
  }

  private static SnapshotBuilder withWrongName() {
    return sender().dns("mail.example.com", "A", "192.0.2.9");
  }

  @Test
  void aFindingIsPrintedOnceItIsCertainAndNotAgainAfterTheNextStage() {
    EarlyFindingsPrinter printer = printer(Locale.ENGLISH);
    printer.reportUnfinished(
        sender().dnsUnknown("mail.example.com", "A", ReasonKind.NOT_YET).build());
    assertThat(printed()).noneMatch(line -> line.contains("mail.example.com resolves"));

    printer.reportUnfinished(withWrongName().build());
    assertThat(printed()).containsOnlyOnce(WRONG_NAME);

    printer.reportUnfinished(withWrongName().database("db-1", "mysql", false, null, null).build());
    assertThat(printed())
        .doesNotContain(WRONG_NAME)
        .anyMatch(line -> line.startsWith("111111111111  ") && line.contains("db-1"));
  }

  @Test
  void whatPassesOrIsNotKnownIsNotPrinted() {
    printer(Locale.ENGLISH).reportUnfinished(withWrongName().build());

    assertThat(printed())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).matches("111111111111  (FAIL|WARN)  .+"));
  }

  @Test
  void theSentenceIsInTheLanguageOfTheCommandWithoutControlCharacters() {
    printer(Locale.JAPANESE)
        .reportUnfinished(
            withWrongName().database("db\u001b[2J-1", "mysql", false, null, null).build());

    assertThat(printed())
        .anyMatch(line -> line.contains("192.0.2.9") && line.matches(".*[ぁ-ん].*"))
        .anyMatch(line -> line.contains("db") && line.contains("[2J-1"))
        .noneMatch(line -> line.contains("\u001b"));
  }

  @Test
  void stagesArePrintedAndWhatIsBeingDoneIsNot() {
    EarlyFindingsPrinter printer = printer(Locale.ENGLISH);

    printer.report(Stage.DNS, StageState.RUNNING, "");
    printer.report(Stage.DNS, StageState.RUNNING, "mail.example.com A");

    assertThat(printed()).containsExactly("111111111111  DNS  RUNNING");
  }
}
