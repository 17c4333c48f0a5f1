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
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticMessageSource;

class EvidenceRegisterTests {

  private static final ChecklistView VIEW = view();

  private static ChecklistView view() {
    StaticMessageSource messages = new StaticMessageSource();
    messages.setUseCodeAsDefaultMessage(true);
    Checklist list =
        new ChecklistMaker(AllRules.engine())
            .make(
                aSnapshot()
                    .withSender("192.0.2.7")
                    .ptr("192.0.2.7", "mail.example.com")
                    .dns("mail.example.com", "A", "192.0.2.9")
                    .build(),
                List.of());
    return ChecklistView.of(list, new Wording(messages, Locale.ENGLISH));
  }

  private static ItemView item(String rule) {
    return VIEW.sections().stream()
        .flatMap(section -> section.items().stream())
        .filter(item -> item.rule().equals(rule))
        .findFirst()
        .orElseThrow();
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
  void consecutiveNumbersAreOneRange() {
    EvidenceRegister register = EvidenceRegister.of(VIEW);
    ItemView finding = item("ptr-matches-a");
    int first = register.firstOf(finding);

    assertThat(finding.evidence()).hasSize(2);
    assertThat(register.numbersOf(finding)).isEqualTo(first + "–" + (first + 1));
    assertThat(register.numbersOf(item("send-limit-removed"))).doesNotContain("–");
  }
}
