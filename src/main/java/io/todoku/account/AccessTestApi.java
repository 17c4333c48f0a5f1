package io.todoku.account;

import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API of tests of the access to an account. */
@RestController
@RouteAccess(value = UserRole.OPERATOR, scope = DataScope.EVERY_CLIENT)
@RequestMapping("/api/v1/accounts/{id}/access-tests")
class AccessTestApi {

  private final VisibleAccounts accounts;
  private final AccessTester tester;
  private final AccessTests tests;

  AccessTestApi(VisibleAccounts accounts, AccessTester tester, AccessTests tests) {
    this.accounts = accounts;
    this.tester = tester;
    this.tests = tests;
  }

  /** The newest test of the access as it is now. */
  @GetMapping
  AccessTestJson newest(@PathVariable String id) {
    return tests
        .newest(accounts.get(id))
        .map(test -> AccessTestJson.of(id, test))
        .orElseThrow(() ->
            new ResponseStatusException(
                HttpStatus.NOT_FOUND,
                "the access to account " + id + " was not tested since it was set"));
  }

  /** Tries every action that the collectors need, for a minute at most. */
  @Audited("account.test-access")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  AccessTestJson test(@PathVariable String id) {
    Account account = accounts.get(id);
    if (!account.hasAwsAccess()) {
      throw InvalidInputException.withMessage(
          "account " + id + " comes from snapshot files, so there is no access to test");
    }
    AccessTest test = tester.test(account);
    tests.store(id, test);
    return AccessTestJson.of(id, test);
  }
}
