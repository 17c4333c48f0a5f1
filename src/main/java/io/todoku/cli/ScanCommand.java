package io.todoku.cli;

import io.todoku.account.Account;
import io.todoku.checklist.Checklist;
import io.todoku.snapshot.Holdings;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Collects, judges and prints. */
@Command(
    name = "scan",
    description = "Scans accounts and prints their checklists.",
    mixinStandardHelpOptions = true)
class ScanCommand implements Callable<Integer> {

  @Mixin AccountOptions accounts = new AccountOptions();
  @Mixin ReportOptions report = new ReportOptions();

  private final Middle middle;
  private final Output output;

  ScanCommand(Middle middle, Output output) {
    this.middle = middle;
    this.output = output;
  }

  @Override
  public Integer call() {
    report.check();
    try (Middle.Opened house = accounts.open(middle)) {
      List<Account> wanted = accounts.of(house);
      List<Checklist> lists =
          Holdings.together(Collecting.all(wanted, house)).stream()
              .map((Snapshot s) -> house.checklists().make(s, List.of()))
              .toList();
      return report.print(lists, house, output);
    }
  }
}
