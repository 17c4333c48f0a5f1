package io.todoku.scan;

import io.todoku.account.Account;
import io.todoku.account.VisibleAccounts;
import io.todoku.archive.ScanEntity;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.archive.ScanRepository;
import io.todoku.archive.ScanRepository.FoundRun;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.web.ListPage;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The list of runs, for automation. */
@RestController
@RouteAccess(value = UserRole.VIEWER, scope = DataScope.VISIBLE_CLIENTS)
class ScanListApi {

  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  /**
   * A run in the list.
   *
   * @param state as in {@code GET /scans/{id}}
   * @param recheck whether it checked only some findings again
   * @param startedAt of the account that was first
   * @param finishedAt of the account that was last; null while the run is under way
   */
  record ListedRunJson(
      UUID id,
      ScanState state,
      boolean recheck,
      Instant startedAt,
      @Nullable Instant finishedAt,
      List<ListedRunPartJson> accounts) {

    static ListedRunJson of(UUID id, List<ScanEntity> parts) {
      ScanState state = ScanState.ofRun(parts.stream().map(part -> part.state));
      return new ListedRunJson(
          id,
          state,
          parts.stream().anyMatch(part -> part.recheckTarget != null),
          parts.stream().map(part -> part.startedAt).min(Comparator.naturalOrder()).orElseThrow(),
          state == ScanState.RUNNING ? null : end(parts),
          parts.stream()
              .sorted(Comparator.comparing((ScanEntity part) -> part.accountId))
              .map(ListedRunPartJson::of)
              .toList());
    }

    private static @Nullable Instant end(List<ScanEntity> parts) {
      return parts.stream()
          .map(part -> part.finishedAt)
          .filter(Objects::nonNull)
          .max(Comparator.naturalOrder())
          .orElse(null);
    }
  }

  /** An account's part of a run in the list. */
  record ListedRunPartJson(
      String account, ScanState state, Instant startedAt, @Nullable Instant finishedAt) {

    static ListedRunPartJson of(ScanEntity part) {
      return new ListedRunPartJson(part.accountId, part.state, part.startedAt, part.finishedAt);
    }
  }

  private final VisibleAccounts accounts;
  private final ScanRepository repository;

  ScanListApi(VisibleAccounts accounts, ScanRepository repository) {
    this.accounts = accounts;
    this.repository = repository;
  }

  /** Runs, the newest first; of a run, only the accounts that match and that the user may see. */
  @GetMapping("/api/v1/scans")
  ResponseEntity<List<ListedRunJson>> list(
      @RequestParam(required = false) @Nullable String account,
      @RequestParam(required = false) @Nullable String client,
      @RequestParam(required = false) @Nullable ScanState state,
      @RequestParam(required = false) @Nullable Boolean recheck,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant until,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    ListPage part = ListPage.bounded(page, size);
    Set<String> asked =
        accounts.all().stream()
            .filter(one -> account == null || account.equals(one.id()))
            .filter(one -> client == null || client.equals(one.client()))
            .map(Account::id)
            .collect(Collectors.toSet());
    if (asked.isEmpty()) {
      return part.answer(List.of(), 0);
    }
    Page<FoundRun> found =
        repository.findRuns(
            asked,
            state == null ? -1 : state.rank(),
            recheck == null ? -1 : recheck ? 1 : 0,
            from == null ? Instant.EPOCH : from,
            until == null ? LATEST : until,
            PageRequest.of(part.number(), part.size()));
    return part.answer(describe(found.getContent(), asked), found.getTotalElements());
  }

  private List<ListedRunJson> describe(List<FoundRun> runs, Set<String> asked) {
    List<UUID> ids = runs.stream().map(FoundRun::getRunId).toList();
    Map<UUID, List<ScanEntity>> parts =
        repository.findByRunIdIn(ids).stream()
            .filter(scan -> asked.contains(scan.accountId))
            .collect(Collectors.groupingBy(scan -> scan.runId));
    return ids.stream()
        .filter(parts::containsKey) // removed since
        .map(id -> ListedRunJson.of(id, Objects.requireNonNull(parts.get(id))))
        .toList();
  }
}
