package io.todoku.scan;

import io.todoku.account.VisibleAccounts;
import io.todoku.archive.ScanEntity;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.archive.ScanRepository;
import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.rule.Verdict;
import io.todoku.scan.RunView.AccountProgress;
import io.todoku.scan.RunView.CellActivity;
import io.todoku.scan.RunView.ScanOutcome;
import io.todoku.scan.cell.CellEntity;
import io.todoku.scan.cell.CellRepository;
import io.todoku.snapshot.Gap;
import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API for scans. */
@RestController
@RouteAccess(value = UserRole.OPERATOR, scope = DataScope.VISIBLE_CLIENTS)
@RequestMapping("/api/v1")
class ScanApi {

  /**
   * @param id of the run that was started, or of one that was under way for all its accounts
   * @param accounts the run that scans each account, which may have been under way already
   */
  record StartedJson(UUID id, Map<String, UUID> accounts) {}

  /**
   * A run.
   *
   * @param state {@code RUNNING}, {@code DONE}, {@code FAILED} if any account's part failed, or
   *     {@code CANCELLED} if any was cancelled
   */
  record RunJson(UUID id, ScanState state, List<PartJson> accounts) {}

  /** One account's part of a run. */
  record PartJson(
      String account,
      ScanState state,
      Instant startedAt,
      @Nullable Instant finishedAt,
      List<CellJson> cells,
      PartProgressJson progress) {}

  /**
   * How far an account's part is.
   *
   * @param elapsedSeconds until now or its end
   * @param secondsLeft by the duration of the last scan; null where that is not known or over
   * @param activity what is being done now, and which server is waited for
   * @param outcome what came out; null until it has ended with a snapshot
   * @param soFar what is certain while it runs; null where nothing is yet, and once it has ended
   */
  record PartProgressJson(
      long elapsedSeconds,
      @Nullable Long secondsLeft,
      CellActivity activity,
      List<Gap> gaps,
      @Nullable ScanOutcome outcome,
      @Nullable SoFarJson soFar) {

    static PartProgressJson of(AccountProgress part, MessageSource messages, Locale locale) {
      return new PartProgressJson(
          part.elapsedSeconds(),
          part.secondsLeft(),
          part.activity(),
          part.gaps(),
          part.outcome(),
          part.soFar() == null || !part.running()
              ? null
              : SoFarJson.of(part.soFar(), messages, locale));
    }
  }

  /**
   * What the rest of a scan cannot change.
   *
   * @param toFix required findings that fail, without waived ones
   * @param toConsider other findings that fail or warn
   * @param notKnown findings that the rest of the scan can change
   * @param findings those that fail or warn, in the order in which they became known
   */
  record SoFarJson(
      int toFix, int toConsider, int fine, int notKnown, List<EarlyFindingJson> findings) {

    static SoFarJson of(FindingsSoFar soFar, MessageSource messages, Locale locale) {
      return new SoFarJson(
          soFar.toFix(),
          soFar.toConsider(),
          soFar.fine(),
          soFar.notKnown(),
          soFar.toDo().stream()
              .map(finding ->
                  new EarlyFindingJson(
                      finding.rule(),
                      finding.resource().key(),
                      finding.verdict(),
                      finding.summary().in(messages, locale)))
              .toList());
    }
  }

  /**
   * A finding that the rest of a scan cannot change.
   *
   * @param resource its key
   */
  record EarlyFindingJson(String rule, String resource, Verdict verdict, String summary) {}

  /**
   * A cell of the scan.
   *
   * @param region empty if the source is not regional
   * @param starts how often it was started: more than once if a node died or the cell failed
   */
  record CellJson(String source, String region, String state, int starts) {

    static CellJson of(CellEntity cell) {
      return new CellJson(cell.source.name(), cell.region, cell.state.name(), cell.starts);
    }
  }

  private final Scans scans;
  private final RunViews runs;
  private final ScanRepository repository;
  private final CellRepository cells;
  private final VisibleAccounts accounts;
  private final MessageSource messages;

  ScanApi(
      Scans scans,
      RunViews runs,
      ScanRepository repository,
      CellRepository cells,
      VisibleAccounts accounts,
      MessageSource messages) {
    this.scans = scans;
    this.runs = runs;
    this.repository = repository;
    this.cells = cells;
    this.accounts = accounts;
    this.messages = messages;
  }

  @Audited("scan.start")
  @PostMapping("/scans")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<StartedJson> start(@RequestBody ScanRequest body) {
    Scans.StartedRun started = scans.start(body.selectFrom(accounts));
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/scans/" + started.run()))
        .body(new StartedJson(started.run(), started.byAccount()));
  }

  @RouteAccess(value = UserRole.VIEWER, scope = DataScope.VISIBLE_CLIENTS)
  @GetMapping("/scans/{id}")
  RunJson getRun(@PathVariable UUID id, Locale locale) {
    List<ScanEntity> found = repository.findByRunId(id);
    Map<String, List<CellJson>> stored =
        cells.findByRunId(id).stream()
            .sorted(Comparator.comparing((CellEntity cell) -> cell.source).thenComparing(c -> c.id))
            .collect(
                Collectors.groupingBy(
                    cell -> cell.accountId, Collectors.mapping(CellJson::of, Collectors.toList())));
    Map<String, PartProgressJson> progress =
        runs.of(id, accounts.all()).stream()
            .flatMap(run -> run.accounts().stream())
            .collect(
                Collectors.toMap(
                    AccountProgress::id, part -> PartProgressJson.of(part, messages, locale)));
    List<PartJson> parts = // an account that is removed meanwhile takes its part with it
        found.stream()
            .flatMap(part ->
                Stream.ofNullable(progress.get(part.accountId))
                    .map(own -> part(part, stored.getOrDefault(part.accountId, List.of()), own)))
            .toList();
    if (parts.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "scan " + id + " is not known");
    }
    return new RunJson(id, state(parts), parts);
  }

  private static PartJson part(ScanEntity part, List<CellJson> cells, PartProgressJson progress) {
    return new PartJson(
        part.accountId, part.state, part.startedAt, part.finishedAt, cells, progress);
  }

  private static ScanState state(List<PartJson> parts) {
    return ScanState.ofRun(parts.stream().map(PartJson::state));
  }

  /** Cancels a run; snapshots stored before it stay. */
  @Audited("scan.cancel")
  @PostMapping("/scans/{id}/cancel")
  RunJson cancel(@PathVariable UUID id, Locale locale) {
    getRun(id, locale).accounts().forEach(part -> scans.cancel(id, part.account()));
    return getRun(id, locale);
  }
}
