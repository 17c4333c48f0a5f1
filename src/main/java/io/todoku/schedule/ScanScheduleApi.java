package io.todoku.schedule;

import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.CurrentUser;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.RequiredFields;
import io.todoku.schedule.ScanSchedules.ScheduleRequest;
import io.todoku.web.ListPage;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Schedules, for automation. */
@RestController
@RouteAccess(value = UserRole.OPERATOR, thing = ScheduleClients.class)
@RequestMapping("/api/v1/schedules")
class ScanScheduleApi {

  /**
   * A schedule.
   *
   * @param account to scan; it is for all accounts where both account and client are null
   * @param schedule {@code every 6h} or a cron expression
   * @param nextAt when it is due; each account's scan starts up to ten minutes later
   * @param lastRun the run that it started last
   * @param configured whether it comes from the configuration file
   */
  record ScheduleJson(
      UUID id,
      @Nullable String account,
      @Nullable String client,
      String schedule,
      String zone,
      boolean enabled,
      Instant nextAt,
      @Nullable Instant lastAt,
      @Nullable UUID lastRun,
      boolean configured) {

    static ScheduleJson of(ScanScheduleEntity stored) {
      return new ScheduleJson(
          stored.id,
          stored.accountId,
          stored.client,
          stored.timing,
          stored.zone,
          stored.enabled,
          stored.nextAt,
          stored.lastAt,
          stored.lastRun,
          stored.configured);
    }
  }

  private final ScanSchedules schedules;
  private final ScheduleClients owners;
  private final CurrentUser currentUser;

  ScanScheduleApi(ScanSchedules schedules, ScheduleClients owners, CurrentUser currentUser) {
    this.schedules = schedules;
    this.owners = owners;
    this.currentUser = currentUser;
  }

  @RouteAccess(value = UserRole.OPERATOR, scope = DataScope.VISIBLE_CLIENTS)
  @GetMapping
  ResponseEntity<List<ScheduleJson>> all(
      @RequestParam(required = false) @Nullable String account,
      @RequestParam(required = false) @Nullable String client,
      @RequestParam(required = false) @Nullable Boolean enabled,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return ListPage.of(page, size)
        .answer(
            schedules.all().stream()
                .filter(schedule -> account == null || account.equals(schedule.accountId))
                .filter(schedule -> client == null || client.equals(schedule.client))
                .filter(schedule -> enabled == null || enabled == schedule.enabled)
                .filter(schedule -> currentUser.sees(owners, schedule.id))
                .map(ScheduleJson::of)
                .toList());
  }

  @Audited("schedule.add")
  @RouteAccess(value = UserRole.OPERATOR, scope = DataScope.VISIBLE_CLIENTS)
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<ScheduleJson> add(@RequestBody ScheduleRequest body, Principal who) {
    new RequiredFields().field("schedule", body.schedule()).check();
    owners.requireVisible(body);
    ScheduleJson added = ScheduleJson.of(schedules.add(body, who.getName()));
    return ResponseEntity.created(URI.create("/api/v1/schedules/" + added.id())).body(added);
  }

  @GetMapping("/{id}")
  ScheduleJson one(@PathVariable UUID id) {
    return ScheduleJson.of(get(id));
  }

  /** Replaces whom and when it scans, which all has to be told; whether it is paused stays. */
  @Audited("schedule.change")
  @PutMapping("/{id}")
  ScheduleJson change(@PathVariable UUID id, @RequestBody ScheduleRequest body) {
    AuditTrail.oldValue(ScheduleJson.of(changeable(id)));
    new RequiredFields().field("schedule", body.schedule()).field("zone", body.zone()).check();
    owners.requireVisible(body);
    return schedules.change(id, body).map(ScheduleJson::of).orElseThrow(() -> missing(id));
  }

  /** Starts no scans until it is resumed. */
  @Audited("schedule.pause")
  @PostMapping("/{id}/pause")
  ScheduleJson pause(@PathVariable UUID id) {
    schedules.setEnabled(changeable(id).id, false);
    return one(id);
  }

  /** Starts scans again; what was missed is not caught up on. */
  @Audited("schedule.resume")
  @PostMapping("/{id}/resume")
  ScheduleJson resume(@PathVariable UUID id) {
    schedules.setEnabled(changeable(id).id, true);
    return one(id);
  }

  @Audited("schedule.remove")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable UUID id) {
    AuditTrail.oldValue(ScheduleJson.of(changeable(id)));
    schedules.remove(id);
  }

  /** Finds a schedule that can be changed here, which those of the configuration cannot. */
  private ScanScheduleEntity changeable(UUID id) {
    ScanScheduleEntity found = get(id);
    if (found.configured) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT, "schedule " + id + " comes from the configuration: change it there");
    }
    return found;
  }

  private ScanScheduleEntity get(UUID id) {
    return schedules.find(id).orElseThrow(() -> missing(id));
  }

  private static ResponseStatusException missing(UUID id) {
    return new ResponseStatusException(HttpStatus.NOT_FOUND, "schedule " + id + " is not known");
  }
}
