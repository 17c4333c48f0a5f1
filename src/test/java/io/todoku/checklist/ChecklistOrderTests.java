package io.todoku.checklist;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.checklist.ChecklistPage.AreaView;
import io.todoku.checklist.ChecklistPage.RowView;
import io.todoku.checklist.ChecklistView.ItemView;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleEngine;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.StaticMessageSource;

/** The most harmful findings, and those that block others, come first. */
class ChecklistOrderTests {

  /** A rule of the catalogue whose findings all fail. */
  private record FailingRule(RuleInfo info) implements Rule {
    @Override
    public List<Finding> judge(Snapshot snapshot) {
      return List.of(
          new Finding(
              info.id(),
              Resource.account("111111111111", "main"),
              Verdict.FAIL,
              Text.of(info.id()),
              null,
              List.of(),
              Remedy.NONE));
    }
  }

  private static Checklist allFail() {
    return fail(_ -> true);
  }

  private static Checklist fail(Predicate<String> rules) {
    try (var context = new AnnotationConfigApplicationContext("io.todoku.rule")) {
      List<Rule> failing =
          context.getBeansOfType(Rule.class).values().stream()
              .filter(rule -> rules.test(rule.info().id()))
              .map(rule -> (Rule) new FailingRule(rule.info()))
              .toList();
      return new ChecklistMaker(new RuleEngine(failing)).make(aSnapshot().build(), List.of());
    }
  }

  private static Wording codes() {
    StaticMessageSource messages = new StaticMessageSource();
    messages.setUseCodeAsDefaultMessage(true);
    return new Wording(messages, Locale.ENGLISH);
  }

  @Test
  void theChecklistStartsWithTheOpenRelayAndFollowsTheOrderThatAwsAccepts() {
    ChecklistView view = ChecklistView.of(allFail(), codes());

    assertThat(view.sections().getFirst().items())
        .extracting(ItemView::rule)
        .startsWith(
            "no-open-relay",
            "sender-address-elastic",
            "ptr-exists",
            "ptr-matches-a",
            "send-limit-removed",
            "smtp-egress-open",
            "helo-resolves")
        .contains("dmarc-published");
  }

  @Test
  void aSingleAreaCanBeShown() {
    ChecklistPage all = page("");
    ChecklistPage databases = page("databases");

    assertThat(all.areas())
        .extracting(AreaView::id)
        .containsExactly("addresses", "limits", "servers", "domains", "databases");
    assertThat(all.areas().getLast()).isEqualTo(new AreaView("databases", 1));
    assertThat(databases.areas()).isEqualTo(all.areas());
    assertThat(rules(databases.rows())).containsExactly("rds-subnet-group-spans-azs");
    assertThat(rules(databases.recommended())).containsExactly("rds-multi-az");
    assertThat(rules(page("nowhere").rows())).isEmpty();
  }

  private static ChecklistPage page(String area) {
    return ChecklistPage.of(
        allFail(), new ChecklistQuery("", area, "", "", "", "", "", 0), codes());
  }

  private static List<String> rules(ItemPage<RowView> rows) {
    return rows.items().stream()
        .map(row -> Objects.requireNonNull(row.task()).first().rule())
        .toList();
  }

  private static DashboardRow row(String client, Checklist list) {
    Account account =
        new Account(
            "111111111111",
            "main",
            client,
            Environment.PRODUCTION,
            new Access.DefaultChain(),
            List.of(),
            List.of());
    return DashboardRow.of(account, Optional.of(AccountStatus.of(list)), null, false);
  }

  @Test
  void theDashboardNamesTheMostUrgentFinding() {
    assertThat(Objects.requireNonNull(row("", allFail()).mostUrgent()).sentence(codes()))
        .isEqualTo("no-open-relay");
  }

  @Test
  void theDashboardSortsByUrgencyThenByTheNumberOfFindingsToFix() {
    assertThat(
            Stream.of(
                    row("a", fail(Set.of("ptr-matches-a", "helo-resolves")::contains)),
                    row("b", fail(Set.of("ptr-exists")::contains)),
                    row("c", fail(Set.of("ptr-exists", "ptr-matches-a")::contains)),
                    row("d", fail(Set.of("no-open-relay")::contains)))
                .sorted(DashboardRow.BY_URGENCY))
        .extracting(DashboardRow::client)
        .containsExactly("d", "c", "b", "a");
  }
}
