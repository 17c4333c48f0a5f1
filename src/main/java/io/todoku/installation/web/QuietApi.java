package io.todoku.installation.web;

import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.installation.QuietPeriod;
import io.todoku.installation.QuietReason;
import io.todoku.installation.QuietState;
import io.todoku.installation.WorkResumption;
import java.security.Principal;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Whether this installation is quiet, for automation. */
@RestController
@RequestMapping("/api/v1/quiet")
class QuietApi {

  private final QuietState state;
  private final WorkResumption resumption;

  QuietApi(QuietState state, WorkResumption resumption) {
    this.state = state;
    this.resumption = resumption;
  }

  /**
   * @param quiet whether nothing is scanned, sent or started by schedules
   * @param reason {@code copy}, {@code import} or {@code setting}; null where it works
   * @param since null where it works
   */
  record QuietJson(boolean quiet, @Nullable String reason, @Nullable Instant since) {

    static QuietJson of(QuietPeriod quiet) {
      QuietReason reason = quiet.reason();
      return new QuietJson(true, reason.name().toLowerCase(Locale.ROOT), quiet.since());
    }
  }

  @RouteAccess(value = UserRole.VIEWER, scope = DataScope.NO_CLIENT)
  @GetMapping
  QuietJson get() {
    return state.find().map(QuietJson::of).orElseGet(() -> new QuietJson(false, null, null));
  }

  @Audited("quiet.end")
  @RouteAccess(value = UserRole.ADMINISTRATOR, scope = DataScope.EVERY_CLIENT)
  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void end(Principal who) {
    if (state.isQuiet() && state.isQuietBySetting()) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT, "todoku.quiet is set: remove it and start Todoku again");
    }
    resumption.resume(who.getName());
  }
}
