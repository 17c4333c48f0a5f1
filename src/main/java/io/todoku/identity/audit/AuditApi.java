package io.todoku.identity.audit;

import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.identity.audit.AuditController.AuditFilter;
import io.todoku.identity.audit.AuditLog.AuditCheck;
import io.todoku.locale.InvalidInputException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit log, for automation. */
@RestController
@RouteAccess(value = UserRole.ADMINISTRATOR, scope = DataScope.EVERY_CLIENT)
@RequestMapping(AuditApi.PATH)
class AuditApi {

  static final String PATH = "/api/v1/audit";

  private static final int DEFAULT_SIZE = 100;
  private static final int MAX_SIZE = 500;

  /**
   * An entry.
   *
   * @param seq 1 for the first entry, without gaps
   * @param path the path of the request
   * @param outcome {@code DONE}, {@code REFUSED} for want of a right, or {@code FAILED}
   * @param oldValue JSON; empty where there was none or it is not kept
   * @param newValue what was sent, as JSON without secrets
   */
  record AuditEntryJson(
      long seq,
      Instant at,
      String actor,
      String actorRole,
      String address,
      String action,
      String path,
      String outcome,
      String oldValue,
      String newValue,
      String previousHash,
      String hash) {

    static AuditEntryJson of(AuditEntry entry) {
      return new AuditEntryJson(
          entry.seq(),
          entry.at(),
          entry.actor(),
          entry.actorRole(),
          entry.address(),
          entry.action(),
          entry.path(),
          entry.outcome(),
          entry.oldValue(),
          entry.newValue(),
          entry.previousHash(),
          entry.hash());
    }
  }

  private final AuditLog log;
  private final AuditActions actions;

  AuditApi(AuditLog log, AuditActions actions) {
    this.log = log;
    this.actions = actions;
  }

  /**
   * Newest first; {@code Link} leads to older entries.
   *
   * @param before only entries with a smaller number
   */
  @GetMapping
  ResponseEntity<List<AuditEntryJson>> list(
      @RequestParam(required = false) @Nullable String actor,
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String path,
      @RequestParam(required = false) @Nullable LocalDate from,
      @RequestParam(required = false) @Nullable LocalDate until,
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(required = false) @Nullable Integer size) {
    int limit = size == null ? DEFAULT_SIZE : size;
    if (limit < 1 || limit > MAX_SIZE) {
      throw InvalidInputException.withMessage("\"size\" must be from 1 to " + MAX_SIZE);
    }
    AuditFilter filter = new AuditFilter(actor, action, path, from, until);
    List<AuditEntry> found =
        log.find(filter.toQuery(before == null ? Long.MAX_VALUE : before, limit + 1));
    if (found.isEmpty() && action != null) {
      actions.requireKnown(action.strip()); // earlier releases wrote other ones
    }
    List<AuditEntry> part = found.subList(0, Math.min(limit, found.size()));
    ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
    if (found.size() > limit) {
      String older = filter.href(PATH, Map.of("before", part.getLast().seq(), "size", limit));
      answer.header(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(older));
    }
    return answer.body(part.stream().map(AuditEntryJson::of).toList());
  }

  /** Computes the hash of every entry again. */
  @GetMapping("/check")
  AuditCheck check() {
    return log.check();
  }
}
