package io.todoku.scan;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A run that is under way, named by its accounts.
 *
 * @param account the name of its first account, in the order of names
 * @param others how many more accounts it is scanning
 */
public record RunSummary(UUID id, String account, int others) {

  /** How many runs a page leads to: every account may be scanned by a run of its own. */
  private static final int MAX_SHOWN = 5;

  /**
   * The first runs, by name.
   *
   * @param runs the run of each account that is being scanned
   * @param names of accounts, by id
   */
  public static List<RunSummary> of(Map<String, UUID> runs, Map<String, String> names) {
    Map<UUID, List<String>> accounts =
        runs.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getValue,
                    Collectors.mapping(
                        scan -> names.getOrDefault(scan.getKey(), scan.getKey()),
                        Collectors.toList())));
    return accounts.entrySet().stream()
        .map(run ->
            new RunSummary(
                run.getKey(),
                run.getValue().stream().min(Comparator.naturalOrder()).orElse(""),
                run.getValue().size() - 1))
        .sorted(Comparator.comparing(RunSummary::account).thenComparing(RunSummary::id))
        .limit(MAX_SHOWN)
        .toList();
  }
}
