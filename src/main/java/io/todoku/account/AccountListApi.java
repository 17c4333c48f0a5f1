package io.todoku.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.todoku.account.AccountJson.AccessJson;
import io.todoku.account.AccountJson.DomainJson;
import io.todoku.account.AccountOverview.OverviewCounts;
import io.todoku.identity.CurrentUser;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.Environment;
import io.todoku.web.ListPage;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The list of accounts with their readiness, for automation. */
@RestController
@RouteAccess(value = UserRole.VIEWER, scope = DataScope.VISIBLE_CLIENTS)
class AccountListApi {

  /**
   * An account with its readiness.
   *
   * @param runningScan the run that scans it now; null where none does
   */
  record ListedAccountJson(
      String id,
      @Nullable String name,
      @Nullable String client,
      @Nullable Environment environment,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AccessJson access,
      @Nullable List<String> regions,
      @JsonProperty("mail-domains") @Nullable List<DomainJson> mailDomains,
      AccountReadiness readiness,
      @Nullable OverviewCounts counts,
      @Nullable Instant scannedAt,
      @Nullable Instant failedAt,
      @Nullable UUID runningScan) {

    static ListedAccountJson of(AccountJson account, AccountOverview overview) {
      return new ListedAccountJson(
          account.id(),
          account.name(),
          account.client(),
          account.environment(),
          account.access(),
          account.regions(),
          account.mailDomains(),
          overview.readiness(),
          overview.counts(),
          overview.scannedAt(),
          overview.failedAt(),
          overview.runningScan());
    }
  }

  private final VisibleAccounts visible;
  private final AccountOverviews overviews;
  private final CurrentUser currentUser;

  AccountListApi(VisibleAccounts visible, AccountOverviews overviews, CurrentUser currentUser) {
    this.visible = visible;
    this.overviews = overviews;
    this.currentUser = currentUser;
  }

  private static Environment environment(String id) {
    try {
      return Environment.of(id);
    } catch (IllegalArgumentException unknown) {
      throw InvalidInputException.withMessage(
          "\"environment\" must be one of "
              + Arrays.stream(Environment.values())
                  .map(Environment::id)
                  .collect(Collectors.joining(", ")));
    }
  }

  @GetMapping("/api/v1/accounts")
  ResponseEntity<List<ListedAccountJson>> list(
      @RequestParam(required = false) @Nullable String client,
      @RequestParam(required = false) @Nullable String environment,
      @RequestParam(required = false) @Nullable AccountReadiness readiness,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    Environment only = environment == null ? null : environment(environment);
    List<Account> accounts =
        visible.all().stream()
            .filter(account -> client == null || client.equals(account.client()))
            .filter(account -> only == null || only == account.environment())
            .toList();
    Map<String, AccountOverview> known = overviews.of(accounts);
    List<ListedAccountJson> found =
        accounts.stream()
            .map(account ->
                ListedAccountJson.of(
                    AccountJson.readableBy(currentUser.access(), account),
                    Objects.requireNonNull(known.get(account.id()))))
            .filter(account -> readiness == null || readiness == account.readiness())
            .toList();
    return ListPage.of(page, size).answer(found);
  }
}
