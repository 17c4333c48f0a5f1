package io.todoku.checklist;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotCopy.copyOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.checklist.ChecklistPage.RowView;
import io.todoku.rule.AllRules;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SmtpDialogueBuilder;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Findings as the rows that people work off. */
class TasksTests {

  private static final ChecklistQuery EVERYTHING = query("", "");

  private static ChecklistQuery query(String rule, String q) {
    return new ChecklistQuery("", "", "", "", rule, q, "", 0);
  }

  private static Checklist checklist(SnapshotBuilder world) {
    return new ChecklistMaker(AllRules.engine()).make(world.build(), List.of());
  }

  /** Senders whose PTR names resolve elsewhere; each has a record of its own to change. */
  private static SnapshotBuilder wrongRecords(int senders) {
    SnapshotBuilder world = aSnapshot();
    IntStream.rangeClosed(1, senders)
        .forEach(i -> {
          String address = "192.0.2." + i;
          String name = "mail" + i + ".example.com";
          world.withSender(address).ptr(address, name).dns(name, "A", "203.0.113." + i);
        });
    return world;
  }

  private static List<Task> tasks(SnapshotBuilder world, String rule) {
    return Tasks.of(checklist(world)).stream()
        .filter(task -> task.first().finding().rule().equals(rule))
        .toList();
  }

  private static Wording wording(Locale locale) {
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    messages.addBasenames("messages/rules", "messages/causes", "messages/web");
    AllRules.engine().catalogue().forEach(rule -> messages.addBasenames("rules/" + rule.id()));
    return new Wording(messages, locale);
  }

  @Test
  void twoResourcesAreTwoTasks() {
    assertThat(tasks(wrongRecords(2), "ptr-matches-a"))
        .extracting(Task::id)
        .containsExactly(
            "ptr-matches-a/address/ap-northeast-1/192.0.2.1",
            "ptr-matches-a/address/ap-northeast-1/192.0.2.2");
  }

  @Test
  void threeOrMoreResourcesOfARuleAreOneTask() {
    List<Task> tasks = tasks(wrongRecords(11), "ptr-matches-a");

    assertThat(tasks).hasSize(1);
    assertThat(tasks.getFirst().id()).isEqualTo("ptr-matches-a/FAIL");
    assertThat(tasks.getFirst().changes())
        .extracting(change -> change.first().finding().resource().address())
        .startsWith("192.0.2.1", "192.0.2.2")
        .endsWith("192.0.2.10", "192.0.2.11");
  }

  @Test
  void whatOneChangeMendsIsOneTask() {
    SnapshotBuilder world =
        wrongRecords(1)
            .openToTheWorld(25)
            .serverNamed("192.0.2.1", "mail1.example.com ESMTP", "mail1.example.com");

    List<Task> tasks = Tasks.of(checklist(world));

    assertThat(tasks)
        .filteredOn(task -> task.first().finding().rule().equals("ptr-matches-a"))
        .singleElement()
        .satisfies(task ->
            assertThat(task.items())
                .extracting(item -> item.finding().rule())
                .containsExactly("ptr-matches-a", "helo-resolves"));
    assertThat(tasks).noneMatch(task -> task.first().finding().rule().equals("helo-resolves"));
  }

  /** The same commands on two servers are two changes. */
  @Test
  void whatEachServerNeedsIsAChangeOfEach() {
    SnapshotBuilder world = aSnapshot().openToTheWorld(25);
    IntStream.rangeClosed(1, 2)
        .forEach(i ->
            world
                .withSender("192.0.2." + i)
                .serverNamed("192.0.2." + i, "mail.example.com ESMTP Postfix", "mail.example.com"));

    assertThat(tasks(world, "starttls-offered")).hasSize(2);
  }

  @Test
  void eachOpenFindingStandsInExactlyOneRow() {
    SnapshotBuilder world = wrongRecords(5).openToTheWorld(25).withDomain("example.com");
    IntStream.rangeClosed(1, 5)
        .forEach(i -> world.serverUnknown("192.0.2." + i, ReasonKind.TIMEOUT));
    Checklist list = checklist(world);

    assertThat(Tasks.of(list).stream().flatMap(task -> task.items().stream()))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            list.items().stream()
                .filter(item ->
                    item.verdict() == Verdict.FAIL
                        || item.verdict() == Verdict.WARN
                        || item.acceptsAttestation() && item.verdict() == Verdict.UNKNOWN)
                .toList());
  }

  @Test
  void theRuleShowsEachOfItsFindingsInARow() {
    Checklist list = checklist(wrongRecords(4));

    ChecklistPage page =
        ChecklistPage.of(list, query("ptr-matches-a", ""), wording(Locale.ENGLISH));

    assertThat(page.rows().items())
        .extracting(row -> Objects.requireNonNull(row.task()).sentence())
        .containsExactly(
            "mail1.example.com resolves to 203.0.113.1, not to 192.0.2.1.",
            "mail2.example.com resolves to 203.0.113.2, not to 192.0.2.2.",
            "mail3.example.com resolves to 203.0.113.3, not to 192.0.2.3.",
            "mail4.example.com resolves to 203.0.113.4, not to 192.0.2.4.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.3", "MAIL3.example.com", "ptr-matches-a", "ptr and a record"})
  void textIsFoundInSentencesResourcesAndRules(String text) {
    ChecklistPage page =
        ChecklistPage.of(checklist(wrongRecords(4)), query("", text), wording(Locale.ENGLISH));

    assertThat(page.rows().items()).extracting(RowView::id).contains("ptr-matches-a/FAIL");
  }

  @Test
  void whatDoesNotContainTheTextIsNotShown() {
    ChecklistPage page =
        ChecklistPage.of(checklist(wrongRecords(4)), query("", "nowhere"), wording(Locale.ENGLISH));

    assertThat(page.rows().items()).isEmpty();
    assertThat(page.recommended().items()).isEmpty();
    assertThat(page.quiet()).isEmpty();
  }

  @Test
  void commandsOfAGroupAreOneBlockOfEachKind() {
    ChecklistPage page =
        ChecklistPage.of(checklist(wrongRecords(3)), EVERYTHING, wording(Locale.ENGLISH));

    TaskView group =
        page.rows().items().stream()
            .filter(row -> row.id().equals("ptr-matches-a/FAIL"))
            .map(row -> Objects.requireNonNull(row.task()))
            .findFirst()
            .orElseThrow();

    assertThat(group.sentence())
        .isEqualTo("The PTR names of 3 senders do not resolve back to them");
    assertThat(group.commands().getFirst())
        .isEqualTo(
            """
            mail1.example.com.  300  IN  A  192.0.2.1
            mail2.example.com.  300  IN  A  192.0.2.2
            mail3.example.com.  300  IN  A  192.0.2.3\
            """);
  }

  /** Whatever verdict a rule may give about several resources has a sentence for a group. */
  @ParameterizedTest
  @ValueSource(strings = {"en", "ja"})
  void everyRuleHasASentenceForAGroup(String language) {
    Wording wording = wording(Locale.forLanguageTag(language));
    for (RuleInfo rule : AllRules.engine().catalogue()) {
      String warn = wording.find(rule.id() + ".group.warn", 7);
      String fail = wording.find(rule.id() + ".group.fail", 7);
      assertThat(warn + fail).as(rule.id()).contains("7");
    }
  }

  /** Whoever cannot enter an account has nothing else to do first. */
  @ParameterizedTest
  @EnumSource(
      value = ReasonKind.class,
      names = {"NO_ACCESS", "NO_SUCH_PROFILE", "SSO_SIGN_IN_NEEDED", "MFA_CODE_NEEDED"})
  void aFailedLoginIsTheFirstRow(ReasonKind kind) {
    Reason reason =
        Reason.of(kind, kind == ReasonKind.NO_ACCESS ? "sts:AssumeRole" : "profile", "nowhere");
    Checklist list =
        new ChecklistMaker(AllRules.engine())
            .make(
                copyOf(
                        wrongRecords(2)
                            .withDomain("example.com")
                            .withGap(new Gap(null, reason))
                            .build())
                    .build(),
                List.of());

    ChecklistPage page = ChecklistPage.of(list, EVERYTHING, wording(Locale.ENGLISH));

    assertThat(Objects.requireNonNull(page.rows().items().getFirst().cause()).kind())
        .isEqualTo(kind);
    assertThat(Objects.requireNonNull(page.rows().items().getFirst().cause()).login()).isTrue();
  }

  /** Whoever pasted the commands of all servers into one would give it the names of the others. */
  @Test
  void commandsOfDifferentServersAreNotOneBlock() {
    SnapshotBuilder world = aSnapshot().openToTheWorld(25);
    IntStream.rangeClosed(1, 3)
        .forEach(i ->
            world
                .withSender("192.0.2." + i)
                .ptr("192.0.2." + i, "mail" + i + ".example.com")
                .dns("mail" + i + ".example.com", "A", "192.0.2." + i)
                .dialogue(
                    "192.0.2." + i,
                    SmtpDialogueBuilder.aServer()
                        .greeting("localhost ESMTP Postfix")
                        .names("localhost ESMTP Postfix", "localhost")
                        .refusal("Relay access denied")
                        .build()));
    Checklist list = checklist(world);

    TaskView alone =
        ChecklistPage.of(list, query("helo-resolves", ""), wording(Locale.ENGLISH))
            .rows()
            .items()
            .stream()
            .map(row -> Objects.requireNonNull(row.task()))
            .findFirst()
            .orElseThrow();
    TaskView group =
        ChecklistPage.of(list, EVERYTHING, wording(Locale.ENGLISH)).rows().items().stream()
            .filter(row -> row.id().equals("helo-resolves/FAIL"))
            .map(row -> Objects.requireNonNull(row.task()))
            .findFirst()
            .orElseThrow();

    assertThat(alone.commands()).anyMatch(command -> command.contains("myhostname"));
    assertThat(group.changes()).hasSize(3);
    assertThat(group.commands()).noneMatch(command -> command.contains("myhostname"));
  }
}
