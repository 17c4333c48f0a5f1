package io.todoku.runbook;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.checklist.Wording;
import io.todoku.locale.InvalidInputException;
import io.todoku.rule.RuleEngine;
import io.todoku.runbook.observe.Observation;
import io.todoku.runbook.observe.Observer;
import io.todoku.runbook.observe.RunbookState;
import io.todoku.runbook.observe.RunbookStateJson;
import io.todoku.runbook.plan.Plan;
import io.todoku.runbook.plan.PlanFile;
import io.todoku.runbook.plan.PlanFile.PlanFileContent;
import io.todoku.runbook.plan.StepDecision;
import io.todoku.snapshot.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;

/** Evaluates a plan from a file, with the state of earlier observations from another file. */
@Component
@Import(Observer.class)
public class PlanFileEvaluator {

  private final Observer observer;
  private final RuleEngine judge;

  public PlanFileEvaluator(Observer observer, RuleEngine judge) {
    this.observer = observer;
    this.judge = judge;
  }

  /**
   * Observes the plan of a file once and stores what was observed.
   *
   * @param planFile a YAML file, see {@link PlanFile}
   * @param stateFile read if it exists, and written
   * @param accounts that can be asked; one that is not among them is asked with the environment's
   *     credentials
   * @throws UnusablePlanException if a file cannot be read or written, or holds no plan
   */
  public RunbookView evaluate(
      Path planFile, Path stateFile, List<Account> accounts, Wording wording) {
    PlanFileContent content = readPlan(planFile);
    Plan plan = content.plan();
    RunbookState before = readState(stateFile);
    for (StepDecision confirmation : content.confirmations()) {
      before =
          before.confirmations().contains(confirmation)
              ? before
              : before.withConfirmation(confirmation);
    }
    Account target = account(plan.target().account(), accounts);
    Account source =
        plan.old().isOnEc2()
            ? account(Objects.requireNonNull(plan.old().account()), accounts)
            : null;
    Observation observation =
        observer.observe(plan, target, source, List.of(), _ -> Optional.empty());
    Runbook.ObservedRunbook after = Runbook.afterObservation(plan, observation, before, judge);
    writeState(stateFile, after.state());
    return RunbookViewMapper.of(after.runbook(), wording);
  }

  private static PlanFileContent readPlan(Path file) {
    try {
      return PlanFile.read(file);
    } catch (InvalidInputException e) {
      throw new UnusablePlanException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Account account(String id, List<Account> accounts) {
    return accounts.stream()
        .filter(account -> account.id().equals(id))
        .findFirst()
        .orElseGet(() ->
            new Account(
                id,
                id,
                "",
                Environment.PRODUCTION,
                new Access.DefaultChain(),
                List.of(),
                List.of()));
  }

  private static RunbookState readState(Path file) {
    try {
      return Files.exists(file)
          ? RunbookStateJson.read(Files.readAllBytes(file))
          : RunbookState.EMPTY;
    } catch (IOException | IllegalArgumentException e) {
      throw new UnusablePlanException(file + ": " + e.getMessage(), e);
    }
  }

  private static void writeState(Path file, RunbookState state) {
    try {
      Path temporary = Files.createTempFile(parent(file), "runbook", ".json");
      Files.write(temporary, RunbookStateJson.write(state));
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UnusablePlanException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private static Path parent(Path file) {
    @Nullable Path parent = file.toAbsolutePath().getParent();
    return Objects.requireNonNull(parent);
  }
}
