package io.todoku.cli;

import io.todoku.account.AccessTest;
import io.todoku.account.Account;
import io.todoku.checklist.ChecklistMaker;
import io.todoku.collect.Collector;
import io.todoku.report.Reports;
import io.todoku.rule.Judge;
import io.todoku.runbook.PlanCheck;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** Opens the middle of the house, without server or database. */
@FunctionalInterface
public interface Middle {

  /**
   * @param configuration file; null: none
   * @throws RuntimeException where the configuration is wrong; {@code Trouble} words it
   */
  Opened open(@Nullable Path configuration);

  /** What the commands work with, until it is closed. */
  record Opened(
      List<Account> accounts,
      Collector collector,
      AccessTest accessTest,
      Judge judge,
      ChecklistMaker checklists,
      Reports reports,
      PlanCheck plans,
      MessageSource messages,
      Clock clock,
      Runnable closing)
      implements AutoCloseable {

    @Override
    public void close() {
      closing.run();
    }
  }
}
