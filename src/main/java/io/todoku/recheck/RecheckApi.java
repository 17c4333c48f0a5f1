package io.todoku.recheck;

import io.todoku.account.Account;
import io.todoku.account.AccountClients;
import io.todoku.account.VisibleAccounts;
import io.todoku.checklist.Wording;
import io.todoku.identity.Audited;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
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

/** The API of rechecks. */
@RestController
@RouteAccess(value = UserRole.OPERATOR, thing = AccountClients.class)
@RequestMapping("/api/v1/accounts/{id}/rechecks")
class RecheckApi {

  /**
   * What to check again: one of these.
   *
   * @param findings each its rule, a slash and the key of its resource; at most 2,000
   * @param finding only one of them
   */
  record RecheckRequest(
      @Nullable List<@Nullable String> findings,
      @Nullable String finding,
      @Nullable String address,
      @Nullable String domain) {

    RecheckTarget target() {
      long named = Stream.of(findings, finding, address, domain).filter(Objects::nonNull).count();
      if (named != 1) {
        throw InvalidInputException.withMessage(
            "name one of findings, finding, address and domain");
      }
      return RecheckController.target(
          findings == null
              ? List.of(Objects.requireNonNullElse(finding, ""))
              : findings.stream().map(String::valueOf).toList(),
          Objects.requireNonNullElse(address, ""),
          Objects.requireNonNullElse(domain, ""));
    }
  }

  private final VisibleAccounts accounts;
  private final Rechecks rechecks;
  private final MessageSource messages;

  RecheckApi(VisibleAccounts accounts, Rechecks rechecks, MessageSource messages) {
    this.accounts = accounts;
    this.rechecks = rechecks;
    this.messages = messages;
  }

  @Audited("recheck.start")
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<RecheckView> start(
      @PathVariable String id, @RequestBody RecheckRequest body, Locale locale) {
    Account account = accounts.get(id);
    try {
      UUID run = rechecks.start(account, body.target());
      return ResponseEntity.accepted()
          .location(URI.create("/api/v1/accounts/" + id + "/rechecks/" + run))
          .body(get(id, run, locale));
    } catch (RecheckRefusedException refused) {
      throw new ResponseStatusException(
          switch (refused.refusal()) {
            case NOT_THERE -> HttpStatus.NOT_FOUND;
            case TOO_MANY -> HttpStatus.BAD_REQUEST;
            case NEVER_SCANNED, SAMPLE, ONLY_AWS, ONLY_SCAN, SCANNING, BUSY -> HttpStatus.CONFLICT;
          },
          messages.getMessage("recheck.refused." + refused.refusal(), null, locale));
    }
  }

  @RouteAccess(value = UserRole.VIEWER, thing = AccountClients.class)
  @GetMapping("/{run}")
  RecheckView get(@PathVariable String id, @PathVariable UUID run, Locale locale) {
    return rechecks
        .view(accounts.get(id), run, new Wording(messages, locale))
        .orElseThrow(() ->
            new ResponseStatusException(HttpStatus.NOT_FOUND, "recheck " + run + " is not known"));
  }
}
