package io.todoku.scan;

import io.todoku.archive.ScanEntity;
import io.todoku.collect.ProgressListener.Stage;
import io.todoku.snapshot.Gap;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The state of a run.
 *
 * @param accounts by name
 * @param elapsedSeconds since it began, until now or its end
 */
record RunView(UUID id, List<AccountProgress> accounts, long elapsedSeconds) {

  /** The accounts of a run at most whose outcome is compared with the scan before. */
  static final int MAX_COMPARED = 20;

  /**
   * The state of an account's part of a run.
   *
   * @param activity what is being done now
   * @param secondsLeft by the duration of the last scan; null where that is not known or over
   * @param gaps what could not be collected so far; once it has ended they stand on the account
   *     page
   * @param outcome what came out; null until it has ended with a snapshot
   * @param soFar what is certain while it runs; null where nothing was judged yet
   */
  record AccountProgress(
      String id,
      String name,
      ScanEntity.ScanState state,
      Instant startedAt,
      List<StageProgress> stages,
      CellActivity activity,
      long elapsedSeconds,
      @Nullable Long secondsLeft,
      List<Gap> gaps,
      @Nullable ScanOutcome outcome,
      @Nullable FindingsSoFar soFar) {

    boolean running() {
      return state == ScanEntity.ScanState.RUNNING;
    }

    private AccountProgress withoutTimesAndFindings() {
      return new AccountProgress(
          id, name, state, startedAt, stages, activity, 0, null, gaps, outcome, null);
    }
  }

  /**
   * What is being done for an account.
   *
   * @param done of {@code all}; both 0 where they cannot be counted
   * @param text in the terms of AWS, DNS or SMTP; empty where nothing is known
   * @param host the server that is waited for; null where none is
   * @param port of that server
   */
  record CellActivity(int done, int all, String text, @Nullable String host, int port) {

    static final CellActivity NONE = new CellActivity(0, 0, "", null, 0);

    public boolean isEmpty() {
      return equals(NONE);
    }
  }

  /**
   * What a scan found.
   *
   * @param compared whether it was compared with the scan before: not where there is none, nor in a
   *     run of more than {@value RunView#MAX_COMPARED} accounts
   * @param fixed findings that were open before; 0 where it was not compared
   * @param appeared findings that fail now and did not before; likewise
   * @param noLongerKnown findings that were known before and are unknown now; likewise
   * @param toFix required findings that fail, without waived ones
   * @param notKnown required findings that are unknown, without waived ones
   */
  record ScanOutcome(
      boolean compared,
      long fixed,
      long appeared,
      long noLongerKnown,
      int toFix,
      int notKnown,
      long seconds) {}

  /** The state of one stage of an account's scan. */
  record StageProgress(Stage stage, StageStatus state) {}

  /** The states of a stage. */
  enum StageStatus {
    WAITING,
    RUNNING,
    DONE,
    /** The stage is done, and no server was contacted: there is none, or it was not allowed. */
    NONE_CONTACTED,
    FAILED,
    /** The scan was cancelled before the stage was done. */
    STOPPED
  }

  /**
   * The same without the times that go by, which pages count by themselves, and without findings,
   * which are sent to pages on their own.
   */
  RunView withoutTimesAndFindings() {
    return new RunView(
        id, accounts.stream().map(AccountProgress::withoutTimesAndFindings).toList(), 0);
  }

  /** Whether the scan of any account is running. */
  public boolean running() {
    return accounts.stream().anyMatch(account -> account.state() == ScanEntity.ScanState.RUNNING);
  }

  /** Whether the scan of any account was cancelled. */
  public boolean cancelled() {
    return accounts.stream().anyMatch(account -> account.state() == ScanEntity.ScanState.CANCELLED);
  }

  /** Whether the pages of its accounts tell what changed, because they are many. */
  public boolean leavesChangesToAccounts() {
    return accounts.size() > MAX_COMPARED;
  }

  /** How many accounts have ended. */
  public long ended() {
    return accounts.stream()
        .filter(account -> account.state() != ScanEntity.ScanState.RUNNING)
        .count();
  }
}
