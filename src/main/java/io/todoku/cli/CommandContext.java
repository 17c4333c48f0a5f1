package io.todoku.cli;

import io.todoku.account.AccessTester;
import io.todoku.account.Account;
import io.todoku.checklist.ChecklistMaker;
import io.todoku.collect.AccountCollector;
import io.todoku.report.ReportRenderer;
import io.todoku.rule.RuleEngine;
import io.todoku.runbook.PlanFileEvaluator;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** Opens the middle of the house, without server or database. */
@FunctionalInterface
public interface CommandContext {

  /**
   * @param configuration file; null: none
   * @throws RuntimeException where the configuration is wrong; {@code ErrorMessage} words it
   */
  CommandServices open(@Nullable Path configuration);

  /** What the commands work with, until it is closed. */
  record CommandServices(
      List<Account> accounts,
      AccountCollector collector,
      AccessTester accessTest,
      RuleEngine judge,
      ChecklistMaker checklists,
      ReportRenderer reports,
      PlanFileEvaluator plans,
      MessageSource messages,
      Clock clock,
      Runnable closeAction)
      implements AutoCloseable {

    @Override
    public void close() {
      closeAction.run();
    }
  }
}
