package io.todoku.cli;

import io.todoku.account.AccessTester;
import io.todoku.account.Account;
import io.todoku.account.ConfiguredDecisions;
import io.todoku.account.DecisionReader;
import io.todoku.checklist.ChecklistMaker;
import io.todoku.collect.AccountCollector;
import io.todoku.report.Release;
import io.todoku.report.ReportRenderer;
import io.todoku.rule.RuleEngine;
import io.todoku.runbook.PlanFileEvaluator;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** Opens the services that commands work with, without a server or a database. */
@FunctionalInterface
public interface CommandContext {

  /**
   * @param configuration file; null: none
   * @param language in which people are asked
   * @throws RuntimeException where the configuration is wrong; {@link ErrorMessage} finds out where
   */
  CommandServices open(@Nullable Path configuration, Locale language);

  /** The services, until they are closed. */
  record CommandServices(
      List<Account> accounts,
      ConfiguredDecisions decisions,
      DecisionReader decisionReader,
      AccountCollector collector,
      AccessTester accessTest,
      RuleEngine judge,
      ChecklistMaker checklists,
      ReportRenderer reports,
      PlanFileEvaluator plans,
      Release release,
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
