package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.locale.InputProblem;
import io.todoku.locale.LanguageFiles;
import io.todoku.locale.Languages;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every key that pages and code use has a text. {@link MessageFilesTests} compares the languages,
 * so the texts of the default language are enough here.
 */
class MessageKeysTests {

  private static final Path CODE = Path.of("src/main/java");
  private static final Path TEMPLATES = Path.of("src/main/resources/templates");

  /** A key that a page names: {@code #{key}} or {@code #messages.msg('key'}. */
  private static final Pattern KEY_OF_PAGE =
      Pattern.compile("(?:#\\{|#messages\\.msg\\(')([a-z][\\w.-]*\\w)(?:[}(]|'[,)])");

  /** A key that code names: {@code wording.of("key"}, {@code Text.of("key"} and the like. */
  private static final Pattern KEY_OF_CODE =
      Pattern.compile(
          "(?:wording|Text|NoticeLine|texts)\\.of\\(\\s*(?:locale,\\s*)?\"([a-z][\\w.-]*\\w)\"|"
              + "(?:getMessage|addDone|addProblem)\\(\\s*(?:redirect,\\s*locale,\\s*)?"
              + "\"([a-z][\\w.-]*\\w)\"");

  private static final Pattern FIRST_PART_OF_PAGE =
      Pattern.compile("'([a-z][\\w.-]*\\.)' *\\+ *[\\w.()]+ *}");
  private static final Pattern FIRST_PART_OF_CODE =
      Pattern.compile("(?:of|getMessage)\\(\\s*(?:locale,\\s*)?\"([a-z][\\w.-]*\\.)\" *\\+");

  /** The name of a field that is checked, which its problem shows by a text of its own. */
  private static final Pattern FIELD =
      Pattern.compile("TextInput\\s*\\.(?:required|optional)\\(\\s*\"(\\w+)\"");

  private static Set<String> texts() throws IOException {
    Set<String> keys = new TreeSet<>();
    for (Path folder :
        List.of(Path.of("src/main/resources/messages"), Path.of("src/main/resources/rules"))) {
      for (String basename : LanguageFiles.basenames(folder)) {
        Properties texts = new Properties();
        try (Reader reader =
            Files.newBufferedReader(
                folder.resolve(LanguageFiles.messages(basename, Languages.DEFAULT)))) {
          texts.load(reader);
        }
        keys.addAll(texts.stringPropertyNames());
      }
    }
    return keys;
  }

  private static Set<String> found(Path folder, Pattern pattern) throws IOException {
    Set<String> all = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        pattern
            .matcher(Files.readString(file))
            .results()
            .forEach(match -> all.add(match.group(1) != null ? match.group(1) : match.group(2)));
      }
    }
    assertThat(all).as(pattern.pattern()).isNotEmpty();
    return all;
  }

  @Test
  void everyKeyOfAPageHasAText() throws Exception {
    assertThat(texts()).containsAll(found(TEMPLATES, KEY_OF_PAGE));
  }

  @Test
  void everyKeyOfTheCodeHasAText() throws Exception {
    assertThat(texts()).containsAll(found(CODE, KEY_OF_CODE));
  }

  @Test
  void everyFieldThatIsCheckedHasAName() throws Exception {
    assertThat(texts()).containsAll(found(CODE, FIELD).stream().map("field."::concat).toList());
  }

  @Test
  void everyFirstPartOfADerivedKeyBeginsSomeTexts() throws Exception {
    Set<String> texts = texts();
    assertThat(
            Stream.concat(
                    found(TEMPLATES, FIRST_PART_OF_PAGE).stream(),
                    found(CODE, FIRST_PART_OF_CODE).stream())
                .filter(first -> texts.stream().noneMatch(key -> key.startsWith(first))))
        .isEmpty();
  }

  private static Object[] constants(String type) throws ClassNotFoundException {
    return Class.forName("io.todoku." + type).getEnumConstants();
  }

  /**
   * @param prefix of the keys
   * @param type whose constants, by name, end them
   */
  @ParameterizedTest
  @CsvSource({
    "block., rule.BlockKind",
    "fix.what., rule.BlockKind",
    "placeholder., rule.Placeholder",
    "level., rule.RuleInfo$Level",
    "verdict., rule.Verdict",
    "report.role., rule.Sender$SendingRole",
    "report.receives., rule.Sender$ReceivingRole",
    "sender.role., rule.Sender$SendingRole",
    "sender.receives., rule.Sender$ReceivingRole",
    "bounce.role., bounce.BounceAddress$AddressRole",
    "bounce.side., bounce.BounceDiagnosis$Side",
    "checklist.part., checklist.Checklist$Urgency",
    "readiness., checklist.Checklist$Readiness",
    "readiness., checklist.DashboardRow$State",
    "dashboard.sign., checklist.DashboardRow$State",
    "timeline.kind., checklist.FindingTimeline$EventKind",
    "checklist.changed., history.FindingChange$ChangeKind",
    "document.change., history.FindingChange$ChangeKind",
    "document.change.one., history.FindingChange$ChangeKind",
    "history.kind., history.FindingChange$ChangeKind",
    "history.outcome., snapshot.CollectionOutcome",
    "csv.outcome., snapshot.CollectionOutcome",
    "reason., snapshot.ReasonKind",
    "attest.state., snapshot.Attestation$AttestationState",
    "document.word., snapshot.Attestation$AttestationState",
    "mailpath.kind., mailpath.MailPath$NodeKind",
    "mailpath.link., mailpath.MailPath$LinkKind",
    "mailpath.state., mailpath.LinkState",
    "recheck.refused., recheck.RecheckRefusedException$Refusal",
    "search.kind., search.SearchKind",
    "stage., collect.ProgressListener$Stage",
    "stage.state., scan.RunView$StageStatus",
    "import.problem., snapshot.SnapshotFormatException$SnapshotProblem",
  })
  void everyConstantHasAText(String prefix, String type) throws Exception {
    assertThat(texts())
        .containsAll(
            Arrays.stream(constants(type)).map(one -> prefix + ((Enum<?>) one).name()).toList());
  }

  /** As {@link #everyConstantHasAText}, by the id of each constant. */
  @ParameterizedTest
  @CsvSource({
    "area., rule.RuleInfo$Area",
    "environment., snapshot.Environment",
    "runbook.state., runbook.step.StepState",
    "runbook.way., runbook.plan.MigrationStrategy",
    "notify.kind., notify.NoticeKind",
    "notify.subject., notify.NoticeKind",
  })
  void everyIdHasAText(String prefix, String type) throws Exception {
    Set<String> texts = texts();
    for (Object constant : constants(type)) {
      var id = constant.getClass().getMethod("id");
      id.setAccessible(true);
      assertThat(texts).contains(prefix + id.invoke(constant));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "account.AccountInputProblem",
    "report.ReportProblem",
    "runbook.plan.PlanProblem",
    "schedule.ScheduleProblem",
  })
  void everyProblemWithAnInputHasAText(String type) throws Exception {
    assertThat(texts())
        .containsAll(
            Arrays.stream(constants(type)).map(one -> ((InputProblem) one).key()).toList());
  }
}
