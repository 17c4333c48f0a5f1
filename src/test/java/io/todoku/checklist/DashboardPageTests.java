package io.todoku.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.todoku.checklist.AccountStatus.OpenFinding;
import io.todoku.checklist.DashboardPage.DashboardRowView;
import io.todoku.checklist.DashboardPage.FilterChoice;
import io.todoku.checklist.DashboardRow.State;
import io.todoku.history.TrendPoint.VerdictCounts;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.RuleInfo.Area;
import io.todoku.rule.RuleInfo.Level;
import io.todoku.rule.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticMessageSource;

/** The dashboard shows a page of rows, in the order and of the accounts that were asked for. */
class DashboardPageTests {

  private static final List<RuleInfo> CATALOGUE =
      List.of(rule("ptr-exists", 1), rule("helo-resolves", 2), rule("no-open-relay", 3));

  private final List<List<String>> asked = new ArrayList<>();
  private Map<String, List<VerdictCounts>> trends = Map.of();

  private static RuleInfo rule(String id, int order) {
    return new RuleInfo(id, Level.REQUIRED, Area.ADDRESSES).order(order);
  }

  private static DashboardRow row(int number, String client, State state, String... rules) {
    Map<String, OpenFinding> open = new LinkedHashMap<>();
    for (String rule : rules) {
      open.put(rule, new OpenFinding(Text.of("sentence of " + rule), null));
    }
    return new DashboardRow(
        "%012d".formatted(number),
        "name " + number,
        client,
        number % 2 == 0 ? "production" : "staging",
        false,
        false,
        state,
        false,
        new FindingCounts(rules.length, 1, 2, 3, 0, 5, 0, 41, 43, 1, 0),
        open.values().stream().findFirst().orElse(null),
        number,
        state == State.NEVER ? null : Instant.EPOCH.plusSeconds(number),
        null,
        open,
        false);
  }

  private DashboardPage page(List<DashboardRow> rows, DashboardFilter filter) {
    StaticMessageSource messages = new StaticMessageSource();
    messages.setUseCodeAsDefaultMessage(true);
    return DashboardPage.of(
        rows,
        filter,
        CATALOGUE,
        ids -> {
          asked.add(ids);
          return trends;
        },
        List.of(),
        new Wording(messages, Locale.ENGLISH));
  }

  private static DashboardFilter filter(String readiness, String rule, String q, String sort) {
    return new DashboardFilter("", "", readiness, rule, q, sort, 0);
  }

  private static List<String> names(DashboardPage page) {
    return page.rows().items().stream().map(view -> view.row().name()).toList();
  }

  private final List<DashboardRow> four =
      List.of(
          row(1, "b", State.READY),
          row(2, "a", State.NOT_READY, "ptr-exists", "no-open-relay"),
          row(3, "c", State.FAILED, "helo-resolves"),
          row(4, "", State.NEVER));

  @Test
  void rowsAreSortedAsAsked() {
    assertThat(names(page(four, filter("", "", "", ""))))
        .containsExactly("name 2", "name 3", "name 4", "name 1");
    assertThat(names(page(four, filter("", "", "", "name"))))
        .containsExactly("name 1", "name 2", "name 3", "name 4");
    assertThat(names(page(four, filter("", "", "", "client"))))
        .containsExactly("name 4", "name 2", "name 1", "name 3");
    assertThat(names(page(four, filter("", "", "", "scanned"))))
        .as("never scanned, then the longest ago")
        .containsExactly("name 4", "name 1", "name 2", "name 3");
    assertThat(filter("", "", "", "' or 1=1").sort()).isEqualTo("urgency");
  }

  @Test
  void theLastNumberSaysWhatItCountsAndDoesNotStandAloneOnALine() {
    StaticMessageSource messages = new StaticMessageSource();
    messages.setUseCodeAsDefaultMessage(true);
    messages.addMessage("count.ask", Locale.ENGLISH, "{0} to answer");
    messages.addMessage("count.unchecked", Locale.ENGLISH, "{0} not checked");
    messages.addMessage("count.known.short", Locale.ENGLISH, "{0} known");

    DashboardPage page =
        DashboardPage.of(
            four,
            filter("READY", "", "", ""),
            CATALOGUE,
            _ -> trends,
            List.of(),
            new Wording(messages, Locale.ENGLISH));

    assertThat(page.rows().items())
        .extracting(DashboardRowView::counts)
        .containsExactly("1 to answer · 2 not checked\u00a0·\u00a041/43\u00a0known");
  }

  @Test
  void aFailedScanIsAStateOfItsOwn() {
    assertThat(names(page(four, filter("FAILED", "", "", "")))).containsExactly("name 3");
    assertThat(page(four, filter("", "", "", "")).states())
        .extracting(FilterChoice::value, FilterChoice::accounts)
        .containsExactly(
            tuple("NOT_READY", 1L), tuple("FAILED", 1L), tuple("NEVER", 1L), tuple("READY", 1L));
  }

  @Test
  void theFirstSentenceSpeaksOfTheFilteredRule() {
    DashboardRowView any = page(four, filter("", "", "", "")).rows().items().getFirst();
    assertThat(any.first()).isEqualTo("sentence of ptr-exists");
    assertThat(any.firstRule()).isNull();

    DashboardRowView filtered =
        page(four, filter("", "no-open-relay", "", "")).rows().items().getFirst();
    assertThat(filtered.first()).isEqualTo("sentence of no-open-relay");
    assertThat(filtered.firstRule()).isEqualTo("no-open-relay");
  }

  @Test
  void eachChoiceTellsHowManyAccountsItWouldShowBesideTheOthers() {
    DashboardPage page = page(four, filter("", "ptr-exists", "", ""));

    assertThat(page.rules())
        .as("the rule itself is left open")
        .extracting(choice -> choice.value() + " " + choice.accounts())
        .containsExactly("ptr-exists 1", "helo-resolves 1", "no-open-relay 1");
    assertThat(page.clients())
        .extracting(choice -> choice.value() + " " + choice.accounts())
        .containsExactly("a 1");
    assertThat(page(four, filter("READY", "ptr-exists", "", "")).rules())
        .as("what is chosen stays even where it shows nothing")
        .extracting(choice -> choice.value() + " " + choice.accounts())
        .containsExactly("ptr-exists 0");
  }

  @Test
  void textIsSearchedInNameClientAndId() {
    assertThat(names(page(four, filter("", "", "NAME 3", "")))).containsExactly("name 3");
    assertThat(names(page(four, filter("", "", " 000000000002 ", "")))).containsExactly("name 2");
    assertThat(names(page(four, filter("", "", "<script>", "")))).isEmpty();
  }

  @Test
  void aHundredRowsAreAPageAndTheirTrendsAreReadAtOnce() {
    List<DashboardRow> many =
        IntStream.range(0, 250).mapToObj(i -> row(i, "c", State.READY)).toList();

    DashboardPage last = page(many, new DashboardFilter("", "", "", "", "", "scanned", 200));

    assertThat(last.rows().items()).hasSize(50);
    assertThat(last.rows().all()).isEqualTo(250);
    assertThat(names(last)).startsWith("name 200").endsWith("name 249");
    assertThat(asked).as("one query a page").hasSize(1);
    assertThat(asked.getFirst()).hasSize(50).contains("000000000249");
  }

  @Test
  void aTrendShowsEachScanAndEndsWithWhatCountsNow() {
    trends =
        Map.of(
            "000000000002", List.of(new VerdictCounts(9, 0, 2, 8), new VerdictCounts(12, 0, 3, 4)));

    TrendLine trend =
        Objects.requireNonNull(
            page(four, filter("NOT_READY", "", "", "")).rows().items().getFirst().trend());

    assertThat(trend.width()).isEqualTo(10);
    assertThat(trend.failed()).as("8 of 10, then the 2 of today").isEqualTo("M2 20v-16M7 20v-4");
    assertThat(trend.unknown()).as("2 of 10, then 1 + 2 of today").isEqualTo("M2 4v-4M7 16v-6");
    assertThat(page(four, filter("FAILED", "", "", "")).rows().items().getFirst().trend()).isNull();
  }

  @Test
  void theAddressOfAPageKeepsTheFilter() {
    DashboardFilter filter =
        new DashboardFilter("A & B <株>", "staging", "", "ptr-exists", "x y", "name", 100);

    assertThat(filter.page(200))
        .isEqualTo(
            "?client=A%20%26%20B%20%3C%E6%A0%AA%3E&environment=staging&rule=ptr-exists&q=x%20y&sort=name&from=200");
    assertThat(filter.with("sort", "")).doesNotContain("sort", "from");
  }
}
