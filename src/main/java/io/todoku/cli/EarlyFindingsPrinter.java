package io.todoku.cli;

import io.todoku.account.Account;
import io.todoku.collect.ProgressListener;
import io.todoku.rule.Finding;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Snapshot;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Prints the stages of an account on standard error, and after each stage the findings that the
 * rest of the scan cannot change.
 */
final class EarlyFindingsPrinter implements ProgressListener {

  private final Account account;
  private final ConsoleProgress progress;
  private final ProgressListener stages;
  private final CommandContext.CommandServices services;
  private final Locale language;
  private final Set<String> printed = new HashSet<>();

  EarlyFindingsPrinter(
      Account account,
      ConsoleProgress progress,
      CommandContext.CommandServices services,
      Locale language) {
    this.account = account;
    this.progress = progress;
    this.stages = progress.listener(account);
    this.services = services;
    this.language = language;
  }

  @Override
  public void report(Stage stage, StageState state, String doing) {
    stages.report(stage, state, doing);
  }

  @Override
  public void reportCells(Stage stage, int ended, int all) {
    stages.reportCells(stage, ended, all);
  }

  @Override
  public void reportUnfinished(Snapshot unfinished) {
    services.judge().judgeUnfinished(unfinished).certain().stream()
        .filter(finding -> finding.verdict() != Verdict.PASS)
        .filter(finding -> printed.add(finding.rule() + "/" + finding.resource().key()))
        .forEach(this::print);
  }

  private void print(Finding finding) {
    String sentence = finding.summary().in(services.messages(), language);
    progress.println(account.id() + "  " + finding.verdict() + "  " + sentence);
  }
}
