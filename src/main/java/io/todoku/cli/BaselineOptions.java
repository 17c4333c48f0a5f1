package io.todoku.cli;

import io.todoku.rule.AccountNetworks;
import io.todoku.snapshot.AccountAddresses;
import io.todoku.snapshot.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options that compare with earlier snapshots. */
class BaselineOptions {

  private static final String OPTION = "--baseline";

  /** The findings that the exit code is about. */
  enum FailOn {
    ANY,
    NEW
  }

  @Option(
      names = OPTION,
      paramLabel = "SNAPSHOT",
      description = {
        "earlier snapshot to compare with, or a folder of them, one for each account; repeatable;",
        "- reads standard input"
      })
  List<Path> files = new ArrayList<>();

  @Option(
      names = "--fail-on",
      paramLabel = "new|any",
      defaultValue = "any",
      description = {
        "new: the exit code is about what is worse than in the baseline, or was known there and is"
            + " not now; any: about everything; default: ${DEFAULT-VALUE}"
      })
  FailOn failOn = FailOn.ANY;

  /**
   * @throws UsageException if the options contradict each other
   */
  void validate() {
    if (failOn == FailOn.NEW && files.isEmpty()) {
      throw new UsageException("--fail-on new needs a --baseline to compare with");
    }
  }

  boolean failsOnNewOnly() {
    return failOn == FailOn.NEW;
  }

  /**
   * The baselines by account id.
   *
   * @throws UsageException if one cannot be read, or two are of one account
   */
  Map<String, Snapshot> read(SnapshotInput input) {
    List<Snapshot> snapshots = new ArrayList<>();
    files.forEach(file -> snapshots.addAll(input.readAll(file, OPTION)));
    Map<String, Snapshot> byAccount = new LinkedHashMap<>();
    for (Snapshot snapshot : AccountNetworks.shareAmong(AccountAddresses.shareAmong(snapshots))) {
      if (byAccount.put(snapshot.account().id(), snapshot) != null) {
        throw new UsageException(
            "two of the baselines are of account " + snapshot.account().id() + "; keep one");
      }
    }
    return byAccount;
  }
}
