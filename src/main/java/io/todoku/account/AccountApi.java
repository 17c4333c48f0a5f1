package io.todoku.account;

import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.CurrentUser;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.RegionExclusion;
import java.net.URI;
import java.security.Principal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API for accounts, attestations and waivers. */
@RestController
@RouteAccess(value = UserRole.OPERATOR, thing = AccountClients.class)
@RequestMapping("/api/v1/accounts")
class AccountApi {

  /** A waiver as requested. */
  record WaiverRequest(
      @Nullable String rule,
      @Nullable String resource,
      @Nullable String reason,
      @Nullable LocalDate expires) {}

  private final Accounts accounts;
  private final VisibleAccounts visible;
  private final Attestations attestations;
  private final Waivers waivers;
  private final RegionExclusions exclusions;
  private final CurrentUser currentUser;

  AccountApi(
      Accounts accounts,
      VisibleAccounts visible,
      Attestations attestations,
      Waivers waivers,
      RegionExclusions exclusions,
      CurrentUser currentUser) {
    this.currentUser = currentUser;
    this.accounts = accounts;
    this.visible = visible;
    this.attestations = attestations;
    this.waivers = waivers;
    this.exclusions = exclusions;
  }

  @RouteAccess(value = UserRole.VIEWER, scope = DataScope.VISIBLE_CLIENTS)
  @GetMapping
  List<AccountJson> all() {
    return visible.all().stream().map(this::toJson).toList();
  }

  @Audited("account.add")
  @RouteAccess(value = UserRole.OPERATOR, scope = DataScope.EVERY_CLIENT)
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<AccountJson> add(@RequestBody AccountJson body) {
    Account account = body.toAccount();
    if (accounts.find(account.id()).isPresent()) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT, "account " + account.id() + " exists; change it with PUT");
    }
    accounts.save(account);
    return ResponseEntity.created(URI.create("/api/v1/accounts/" + account.id()))
        .body(AccountJson.of(account));
  }

  @RouteAccess(value = UserRole.VIEWER, thing = AccountClients.class)
  @GetMapping("/{id}")
  AccountJson one(@PathVariable String id) {
    return toJson(visible.get(id));
  }

  /** How an account is accessed concerns those only who may change that. */
  private AccountJson toJson(Account account) {
    UserAccess reader = currentUser.access();
    AccountJson json = AccountJson.of(account);
    return reader.role().includes(UserRole.OPERATOR) && reader.clients().everyClient()
        ? json
        : json.withoutAccess();
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
    accounts.find(id).ifPresent(AuditTrail::oldValue);
    accounts.save(account);
    return AccountJson.of(account);
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

  @Audited("attestation.add")
  @PostMapping("/{id}/attestations")
  @ResponseStatus(HttpStatus.CREATED)
  Attestation attest(@PathVariable String id, @RequestBody AttestationForm form, Principal who) {
    visible.get(id);
    return attestations.add(id, form, who.getName());
  }

  @Audited("attestation.withdraw")
  @DeleteMapping("/{id}/attestations/{attestation}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void withdraw(@PathVariable String id, @PathVariable UUID attestation) {
    visible.get(id);
    if (!attestations.withdraw(id, attestation)) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "account " + id + " has no such attestation");
    }
  }

  @Audited("waiver.add")
  @PostMapping("/{id}/waivers")
  @ResponseStatus(HttpStatus.CREATED)
  Waiver waive(@PathVariable String id, @RequestBody WaiverRequest body, Principal who) {
    visible.get(id);
    return waivers.add(
        id, body.rule(), body.resource(), body.reason(), who.getName(), body.expires());
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
