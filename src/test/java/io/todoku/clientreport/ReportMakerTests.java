package io.todoku.clientreport;

import static io.todoku.history.ChecklistTestInputs.inputsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.todoku.account.Account;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklists;
import io.todoku.history.ChecklistInputsReader;
import io.todoku.history.ChecklistTestInputs;
import io.todoku.report.Report;
import io.todoku.report.Report.AccountReport;
import io.todoku.report.Report.Style;
import io.todoku.snapshot.AccountFacts;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A report of many accounts costs what it shows. */
class ReportMakerTests {

  private final Checklists checklists = mock();
  private final ChecklistInputsReader inputs = mock();
  private final ReportMaker maker = new ReportMaker(checklists, mock(), inputs, mock(), mock());

  @Test
  void theChecklistsOfAllAccountsAreReadTogether() {
    List<Account> all =
        Stream.of("111111111111", "222222222222", "333333333333")
            .map(ChecklistTestInputs::account)
            .toList();
    Checklist first = mock();
    Checklist second = mock();
    when(first.scan()).thenReturn(mock());
    when(second.scan()).thenReturn(mock());
    when(inputs.of(all))
        .thenReturn(
            Map.of(all.get(0).id(), inputsOf(all.get(0)), all.get(1).id(), inputsOf(all.get(1))));
    when(checklists.<Checklist>of(eq(all), any()))
        .thenReturn(Map.of(all.get(0).id(), first, all.get(1).id(), second));

    Report report = maker.make(all, true, mock(Style.class), ReportMaker.NO_COMPARISON);

    assertThat(report.accounts())
        .extracting(AccountReport::checklist)
        .containsExactly(first, second);
    assertThat(report.unscanned()).extracting(AccountFacts::id).containsExactly("333333333333");
    verify(checklists, times(1)).of(eq(all), any());
    verify(checklists, never()).of(any(Account.class));
  }
}
