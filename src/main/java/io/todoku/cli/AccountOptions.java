package io.todoku.cli;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.checklist.Wording;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that choose the accounts of a command. */
class AccountOptions {

  @Mixin ConfigurationOption configuration = new ConfigurationOption();

  @Option(names = "--account", paramLabel = "ID", description = "only this account; repeatable")
  List<String> ids = new ArrayList<>();

  CommandContext.CommandServices open(CommandContext context, CommandInput input, Locale language) {
    return configuration.open(context, input, language);
  }

  /**
   * The accounts asked for; without any configured, the one that the environment's credentials
   * belong to.
   *
   * @throws UsageException where there is none
   */
  List<Account> select(CommandContext.CommandServices services) {
    List<Account> known =
        services.accounts().isEmpty()
            ? List.of(accountOfCredentials(services))
            : services.accounts();
    if (ids.isEmpty()) {
      return known;
    }
    return ids.stream()
        .distinct()
        .map(id ->
            known.stream()
                .filter(account -> account.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                    new UsageException(
                        "account "
                            + id
                            + " is not configured; there are "
                            + known.stream().map(Account::id).toList())))
        .toList();
  }

  private static Account accountOfCredentials(CommandContext.CommandServices services) {
    return switch (services.accessTest().resolveCallerAccount(null)) {
      case Known<String>(String id) ->
          new Account(
              id, id, "", Environment.PRODUCTION, new Access.DefaultChain(), List.of(), List.of());
      case Unknown<String>(var reason) ->
          throw new UsageException(
              "no account is configured (--config FILE), and there are no usable AWS credentials. "
                  + new Wording(services.messages(), Locale.ENGLISH).forCommandLine().of(reason));
    };
  }
}
