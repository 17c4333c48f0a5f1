package io.todoku.account;

import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.CurrentUser;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.RegionExclusion;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API for single accounts. */
@RestController
@RouteAccess(value = UserRole.OPERATOR, thing = AccountClients.class)
@RequestMapping("/api/v1/accounts")
class AccountApi {

  private final Accounts accounts;
  private final NewAccounts newAccounts;
  private final VisibleAccounts visible;
  private final RegionExclusions exclusions;
  private final CurrentUser currentUser;

  AccountApi(
      Accounts accounts,
      NewAccounts newAccounts,
      VisibleAccounts visible,
      RegionExclusions exclusions,
      CurrentUser currentUser) {
    this.currentUser = currentUser;
    this.accounts = accounts;
    this.newAccounts = newAccounts;
    this.visible = visible;
    this.exclusions = exclusions;
  }

  @Audited("account.add")
  @RouteAccess(value = UserRole.OPERATOR, scope = DataScope.EVERY_CLIENT)
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<AccountJson> add(@RequestBody AccountJson body) {
    AccountAddition addition = newAccounts.addMissing(List.of(body.toAccount())).getFirst();
    Account account = addition.account();
    if (!addition.isAdded()) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT, "account " + account.id() + " exists; change it with PUT");
    }
    return ResponseEntity.created(URI.create("/api/v1/accounts/" + account.id()))
        .body(AccountJson.of(account));
  }

  @RouteAccess(value = UserRole.VIEWER, thing = AccountClients.class)
  @GetMapping("/{id}")
  AccountJson one(@PathVariable String id) {
    return AccountJson.readableBy(currentUser.access(), visible.get(id));
  }

  @Audited("account.change")
  @RouteAccess(value = UserRole.OPERATOR, scope = DataScope.EVERY_CLIENT)
  @PutMapping("/{id}")
  AccountJson change(@PathVariable String id, @RequestBody AccountJson body) {
    Account account = body.toAccount();
    if (!account.id().equals(id)) {
      throw InvalidInputException.withMessage("the body is about account " + account.id());
    }
    if (accounts.isConfigured(id)) {
      throw configuredConflict(id);
    }
    accounts.find(id).map(AccountJson::of).ifPresent(body::requireAllThatDiffersFrom);
    AccountAddition addition = newAccounts.addMissing(List.of(account)).getFirst();
    if (!addition.isAdded()) {
      accounts.find(id).ifPresent(AuditTrail::oldValue);
      accounts.save(account);
    }
    return AccountJson.of(addition.account());
  }

  @Audited("account.remove")
  @RouteAccess(value = UserRole.ADMINISTRATOR, scope = DataScope.EVERY_CLIENT)
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String id) {
    if (!accounts.exists(id)) {
      throw new NoSuchAccountException(id);
    }
    if (accounts.isConfigured(id)) {
      throw configuredConflict(id);
    }
    accounts.find(id).ifPresent(AuditTrail::oldValue);
    accounts.remove(id);
  }

  /** The Regions that are left out, by name, with who decided and when. */
  @RouteAccess(value = UserRole.VIEWER, thing = AccountClients.class)
  @GetMapping("/{id}/excluded-regions")
  Map<String, RegionExclusion> excludedRegions(@PathVariable String id) {
    visible.get(id);
    return exclusions.of(id);
  }

  /** Names of Regions to leave out as long as the organization closes them. */
  record RegionExclusionRequest(@Nullable List<String> regions) {}

  @Audited("region.exclude")
  @PostMapping("/{id}/excluded-regions")
  Map<String, RegionExclusion> exclude(
      @PathVariable String id, @RequestBody RegionExclusionRequest body, Principal who) {
    visible.get(id);
    exclusions.exclude(id, Objects.requireNonNullElse(body.regions(), List.of()), who.getName());
    return exclusions.of(id);
  }

  @Audited("region.include")
  @DeleteMapping("/{id}/excluded-regions/{region}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void include(@PathVariable String id, @PathVariable String region) {
    visible.get(id);
    exclusions.include(id, List.of(region));
  }

  private static ResponseStatusException configuredConflict(String id) {
    return new ResponseStatusException(
        HttpStatus.CONFLICT, "account " + id + " comes from the configuration: change it there");
  }
}
