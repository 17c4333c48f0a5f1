package io.todoku.scan;

import io.todoku.account.Account;
import io.todoku.account.AccountLookup;
import io.todoku.locale.InvalidInputException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * Which accounts to scan. Exactly one of them is given, because a list that a program filled with
 * nothing must not scan everything.
 *
 * @param accounts ids; at least one
 * @param client whose accounts with AWS access are all scanned
 * @param all true for every account with AWS access that the caller may see
 */
record ScanRequest(
    @Nullable List<@Nullable String> accounts, @Nullable String client, @Nullable Boolean all) {

  private static final String FORMS =
      "name what to scan by exactly one of {\"accounts\":[\"ID\"]} with at least one id,"
          + " {\"client\":\"NAME\"} and {\"all\":true}";

  /**
   * @param visible those that the caller may see
   * @throws InvalidInputException where not exactly one selection is given
   * @throws io.todoku.account.NoSuchAccountException where an account does not exist
   * @throws ResponseStatusException where an account cannot be scanned, or no account is left
   */
  List<Account> selectFrom(AccountLookup visible) {
    if (Stream.of(accounts, client, all).filter(Objects::nonNull).count() != 1
        || Boolean.FALSE.equals(all)
        || (accounts != null && accounts.isEmpty())) {
      throw InvalidInputException.withMessage(FORMS);
    }
    return accounts == null ? ofClient(visible) : named(accounts, visible);
  }

  private List<Account> ofClient(AccountLookup visible) {
    List<Account> found =
        visible.all().stream()
            .filter(account -> client == null || client.equals(account.client()))
            .toList();
    if (client != null && found.isEmpty()) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "there is no account of client \"" + client + "\"");
    }
    List<Account> scannable = found.stream().filter(Account::hasAwsAccess).toList();
    if (scannable.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.CONFLICT, "there is no account to scan");
    }
    return scannable;
  }

  private static List<Account> named(List<@Nullable String> ids, AccountLookup visible) {
    List<Account> found =
        ids.stream().distinct().map(id -> visible.get(String.valueOf(id))).toList();
    for (Account account : found) {
      if (!account.hasAwsAccess()) {
        throw new ResponseStatusException(
            HttpStatus.CONFLICT,
            "account "
                + account.id()
                + " comes from snapshot files only; configure its access first");
      }
    }
    return found;
  }
}
