package io.todoku.account;

import io.todoku.account.RoleOverrides.RoleChoice;
import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.RoleOverride;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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

/** The API for what people decided about addresses: whether they send and receive mail. */
@RestController
@RouteAccess(value = UserRole.OPERATOR, thing = AccountClients.class)
@RequestMapping("/api/v1/accounts/{id}/role-overrides")
class RoleOverrideApi {

  /**
   * A role override.
   *
   * @param sends null where the evidence decides
   * @param receives null where the evidence decides
   * @param domains that the address sends for; empty where the evidence decides
   */
  record RoleOverrideJson(
      String address,
      @Nullable Boolean sends,
      @Nullable Boolean receives,
      List<String> domains,
      String reason,
      String author,
      Instant createdAt) {

    static RoleOverrideJson of(String address, RoleOverride override) {
      return new RoleOverrideJson(
          address,
          override.sends(),
          override.receives(),
          override.domains(),
          override.reason(),
          override.by(),
          override.at());
    }
  }

  /** A role override as requested, see {@link RoleOverrideJson}. */
  record RoleOverrideRequest(
      @Nullable Boolean sends,
      @Nullable Boolean receives,
      @Nullable List<String> domains,
      @Nullable String reason) {

    RoleChoice toChoice(Account account) {
      return new RoleChoice(
          sends,
          receives,
          RoleChoice.domainsOf(account, Objects.requireNonNullElse(domains, List.of())));
    }
  }

  /**
   * The same answer for several addresses.
   *
   * @param sends null leaves it as it is
   * @param receives null leaves it as it is
   */
  record RoleOverridesRequest(
      @Nullable List<String> addresses,
      @Nullable Boolean sends,
      @Nullable Boolean receives,
      @Nullable String reason) {}

  private static final int MAX_ADDRESSES = 500;

  private final VisibleAccounts accounts;
  private final RoleOverrides roles;

  RoleOverrideApi(VisibleAccounts accounts, RoleOverrides roles) {
    this.accounts = accounts;
    this.roles = roles;
  }

  /** In the order of the addresses' texts. */
  @RouteAccess(value = UserRole.VIEWER, thing = AccountClients.class)
  @GetMapping
  List<RoleOverrideJson> all(@PathVariable String id) {
    return roles.of(accounts.get(id).id()).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> RoleOverrideJson.of(entry.getKey(), entry.getValue()))
        .toList();
  }

  @RouteAccess(value = UserRole.VIEWER, thing = AccountClients.class)
  @GetMapping("/{address}")
  RoleOverrideJson one(@PathVariable String id, @PathVariable String address) {
    RoleOverride found = roles.of(accounts.get(id).id()).get(address);
    if (found == null) {
      throw missing(id, address);
    }
    return RoleOverrideJson.of(address, found);
  }

  @Audited("role.override")
  @PutMapping("/{address}")
  RoleOverrideJson override(
      @PathVariable String id,
      @PathVariable String address,
      @RequestBody RoleOverrideRequest body,
      Principal who) {
    Account account = accounts.get(id);
    String stored = TextInput.required("address", address, 64);
    RoleChoice choice = body.toChoice(account);
    if (choice.isEmpty()) {
      throw InvalidInputException.withMessage(
          "give at least one of \"sends\", \"receives\" and \"domains\"; DELETE removes an"
              + " override");
    }
    keepOldValue(id, stored);
    roles.override(id, stored, choice, body.reason(), who.getName());
    return one(id, stored);
  }

  /** For all the addresses or none. */
  @Audited("role.override")
  @PostMapping
  List<RoleOverrideJson> overrideAll(
      @PathVariable String id, @RequestBody RoleOverridesRequest body, Principal who) {
    accounts.get(id);
    List<String> addresses =
        Objects.requireNonNullElse(body.addresses(), List.<String>of()).stream()
            .map(address -> TextInput.required("addresses", address, 64))
            .distinct()
            .toList();
    if (addresses.isEmpty() || addresses.size() > MAX_ADDRESSES) {
      throw InvalidInputException.withMessage(
          "\"addresses\" must name from 1 to " + MAX_ADDRESSES + " addresses");
    }
    if (body.sends() == null && body.receives() == null) {
      throw InvalidInputException.withMessage("give at least one of \"sends\" and \"receives\"");
    }
    roles.overrideAll(id, addresses, body.sends(), body.receives(), body.reason(), who.getName());
    return all(id).stream().filter(one -> addresses.contains(one.address())).toList();
  }

  @Audited("role.override")
  @DeleteMapping("/{address}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String id, @PathVariable String address) {
    accounts.get(id);
    if (!roles.of(id).containsKey(address)) {
      throw missing(id, address);
    }
    keepOldValue(id, address);
    roles.removeOverride(id, address);
  }

  private void keepOldValue(String id, String address) {
    RoleOverride old = roles.of(id).get(address);
    if (old != null) {
      AuditTrail.oldValue(RoleOverrideJson.of(address, old));
    }
  }

  private static ResponseStatusException missing(String id, String address) {
    return new ResponseStatusException(
        HttpStatus.NOT_FOUND, "account %s has no override for %s".formatted(id, address));
  }
}
