package io.todoku.report;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.ChecklistMaker;
import io.todoku.checklist.ChecklistView;
import io.todoku.checklist.ChecklistView.ItemView;
import io.todoku.checklist.Wording;
import io.todoku.report.EvidenceRegister.NumberedEvidence;
import io.todoku.rule.AllRules;
import io.todoku.rule.Evidence;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticMessageSource;

class EvidenceRegisterTests {

  private static final ChecklistView VIEW = view();

  private static ChecklistView view() {
    return view(
        aSnapshot()
            .withSender("192.0.2.7")
            .ptr("192.0.2.7", "mail.example.com")
            .dns("mail.example.com", "A", "192.0.2.9")
            .build());
  }

  private static ChecklistView view(Snapshot snapshot) {
    StaticMessageSource messages = new StaticMessageSource();
    messages.setUseCodeAsDefaultMessage(true);
    Checklist list = new ChecklistMaker(AllRules.engine()).make(snapshot, List.of());
    return ChecklistView.of(list, new Wording(messages, Locale.ENGLISH));
  }

  private static Stream<ItemView> items(ChecklistView view) {
    return view.sections().stream().flatMap(section -> section.items().stream());
  }

  private static ItemView item(String rule) {
    return items(VIEW).filter(item -> item.rule().equals(rule)).findFirst().orElseThrow();
  }

  @Test
  void anAnswerThatSeveralFindingsRestOnIsRegisteredOnce() {
    EvidenceRegister register = EvidenceRegister.of(VIEW);

    assertThat(register.all())
        .extracting(NumberedEvidence::evidence)
        .doesNotHaveDuplicates()
        .containsAll(item("ptr-exists").evidence())
        .containsAll(item("ptr-matches-a").evidence());
    assertThat(register.firstOf(item("ptr-exists")))
        .isPositive()
        .isEqualTo(register.firstOf(item("ptr-matches-a")));
  }

  @Test
  void onPaperOnlyADialogueInWhichAllIsWellIsCut() {
    Evidence dialogue =
        new Evidence(
            "SMTP",
            "192.0.2.7:25",
            IntStream.range(0, 20).mapToObj(i -> "line " + i + "x".repeat(90)).toList(),
            null,
            null,
            Instant.EPOCH);

    NumberedEvidence fine = new NumberedEvidence(1, dialogue, true);
    assertThat(fine.lines(true)).isEqualTo(dialogue.answer().subList(0, 4));
    assertThat(fine.linesLeftOut(true)).isEqualTo(16);
    assertThat(fine.lines(false)).isEqualTo(dialogue.answer());
    NumberedEvidence open = new NumberedEvidence(1, dialogue, false);
    assertThat(open.lines(true)).isEqualTo(dialogue.answer());
    assertThat(open.linesLeftOut(true)).isZero();
    assertThat(open.beside(true)).isNull();
  }

  @Test
  void onPaperWhatAnUnknownFindingRestsOnIsNotCut() {
    ChecklistView undetermined =
        view(
            aSnapshot()
                .withSender("192.0.2.7")
                .blocklists(Observed.known(List.of("bl.example.org")))
                .dnsStatus("2.0.0.127.bl.example.org", "A", Status.NXDOMAIN)
                .build());

    NumberedEvidence testEntry =
        EvidenceRegister.of(undetermined).all().stream()
            .filter(one -> one.evidence().query().equals("2.0.0.127.bl.example.org A"))
            .findFirst()
            .orElseThrow();

    assertThat(items(undetermined).filter(i -> i.evidence().contains(testEntry.evidence())))
        .extracting(ItemView::verdict)
        .containsOnly("UNKNOWN");
    assertThat(testEntry.fine()).isFalse();
  }

  @Test
  void aShortAnswerStandsBesideItsQueryOnPaper() {
    EvidenceRegister register = EvidenceRegister.of(VIEW);
    NumberedEvidence address =
        register.all().stream()
            .filter(one -> one.evidence().query().equals("mail.example.com A"))
            .findFirst()
            .orElseThrow();

    assertThat(address.fine()).as("ptr-matches-a fails by it").isFalse();
    assertThat(address.beside(true)).isEqualTo("192.0.2.9");
    assertThat(address.beside(false)).isNull();
  }

  @Test
  void consecutiveNumbersAreOneRange() {
    EvidenceRegister register = EvidenceRegister.of(VIEW);
    ItemView finding = item("ptr-matches-a");
    int first = register.firstOf(finding);

    assertThat(finding.evidence()).hasSize(2);
    assertThat(register.numbersOf(finding)).isEqualTo(first + "–" + (first + 1));
    assertThat(register.numbersOf(item("send-limit-removed"))).doesNotContain("–");
  }
}
