package io.todoku.cli;

import io.todoku.account.AccountDecisions;
import io.todoku.account.ConfiguredDecisions;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.Wording;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** What the commands that print checklists have in common. */
class ChecklistOptions {

  @Mixin DecisionOptions decisions = new DecisionOptions();
  @Mixin BaselineOptions baseline = new BaselineOptions();
  @Mixin RuleOptions rules = new RuleOptions();
  @Mixin ReportOptions report = new ReportOptions();

  /**
   * Everything that can be refused is, before any work is done.
   *
   * @throws UsageException where an option is invalid
   */
  void validate(CommandOutput output) {
    report.validate();
    baseline.validate();
    output.expect(report.output);
  }

  /**
   * The files that options name, read before the work that they are for.
   *
   * @throws UsageException where one cannot be used
   */
  ChecklistInputFiles open(CommandContext.CommandServices services, SnapshotInput input) {
    rules.validate(services.judge().catalogue());
    return new ChecklistInputFiles(decisions.read(services, input.input()), baseline.read(input));
  }

  /**
   * @param decisions of people, in files
   * @param baselines earlier snapshots by account id
   */
  record ChecklistInputFiles(ConfiguredDecisions decisions, Map<String, Snapshot> baselines) {}

  /**
   * Judges the snapshots, prints the result and returns the exit code.
   *
   * @param snapshots with the time at which to judge them
   * @param imported whether they come from files
   */
  int finish(
      List<Snapshot> snapshots,
      boolean imported,
      ChecklistInputFiles files,
      CommandContext.CommandServices services,
      CommandOutput output) {
    Wording wording = report.language.wording(services);
    List<JudgedAccount> judged =
        snapshots.stream()
            .map(snapshot -> judge(snapshot, imported, files, services, wording))
            .toList();
    List<String> general = unusedDecisions(snapshots, files.decisions(), wording);
    report.print(new JudgedAccounts(judged, general, rules, baseline), services, output);
    return ExitCodes.of(judged, rules.namesRules(), baseline.failsOnNewOnly());
  }

  private JudgedAccount judge(
      Snapshot snapshot,
      boolean imported,
      ChecklistInputFiles files,
      CommandContext.CommandServices services,
      Wording wording) {
    AccountDecisions own = files.decisions().of(snapshot.account().id());
    Snapshot answered = withAttestations(snapshot, snapshot.judgedAt(), own);
    Checklist whole = services.checklists().make(answered, own.waivers()).withImported(imported);
    Checklist list = rules.limit(whole, services.judge().catalogue());
    List<String> notes = new ArrayList<>(DecisionNotes.of(answered, whole, own, wording));
    @Nullable BaselineComparison comparison = null;
    if (!baseline.files.isEmpty()) {
      Snapshot earlier = files.baselines().get(snapshot.account().id());
      comparison =
          BaselineComparison.of(
              list, answered, earlier == null ? null : earlierList(earlier, own, services));
    }
    return new JudgedAccount(
        answered,
        list,
        comparison,
        rules.requiredLeftOut(services.judge().catalogue()),
        List.copyOf(notes));
  }

  /** Judges the earlier snapshot as of its own time, by the decisions that existed then. */
  private Checklist earlierList(
      Snapshot earlier, AccountDecisions own, CommandContext.CommandServices services) {
    Instant then = earlier.observedUntil();
    AccountDecisions known = own.madeUntil(then);
    Checklist list =
        services.checklists().make(withAttestations(earlier, then, known), known.waivers());
    return rules.limit(list, services.judge().catalogue());
  }

  private static Snapshot withAttestations(Snapshot snapshot, Instant now, AccountDecisions own) {
    List<Attestation> all =
        Stream.concat(snapshot.attestations().stream(), own.attestations().stream()).toList();
    return snapshot.judgedAt(now, snapshot.account(), all);
  }

  private static List<String> unusedDecisions(
      List<Snapshot> snapshots, ConfiguredDecisions decisions, Wording wording) {
    TreeSet<String> unused = new TreeSet<>(decisions.byAccount().keySet());
    snapshots.forEach(snapshot -> unused.remove(snapshot.account().id()));
    return unused.isEmpty()
        ? List.of()
        : List.of(wording.of("command.decisions.unused", String.join(", ", unused)));
  }
}
