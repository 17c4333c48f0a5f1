package io.todoku.cli;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.FileSystemResource;
import picocli.CommandLine.Option;

/** Which accounts a command is about. */
class AccountOptions {

  @Option(names = "--config", paramLabel = "FILE", description = "configuration file (YAML)")
  @Nullable Path config;

  @Option(
      names = "--account",
      paramLabel = "ID",
      description = "only this account; may be given several times")
  List<String> ids = new ArrayList<>();

  CommandContext.CommandServices open(CommandContext middle) {
    if (config != null && !Files.isReadable(config)) {
      throw new IllegalArgumentException("cannot read the configuration file " + config);
    }
    if (config != null) {
      checkYaml(config);
    }
    return middle.open(config);
  }

  /** What is no YAML is told here: further in, it would be told by a page of traces. */
  private static void checkYaml(Path file) {
    try {
      new YamlPropertySourceLoader().load("config", new FileSystemResource(file));
    } catch (IOException | RuntimeException e) {
      String said = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
      throw new IllegalArgumentException(file + " is no YAML: " + said);
    }
  }

  /**
   * The accounts asked for; without any configured, the one that the environment's credentials
   * belong to.
   *
   * @throws IllegalArgumentException where there is none
   */
  List<Account> select(CommandContext.CommandServices house) {
    List<Account> known =
        house.accounts().isEmpty() ? List.of(accountOfCredentials(house)) : house.accounts();
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
                    new IllegalArgumentException(
                        "account "
                            + id
                            + " is not configured; there are "
                            + known.stream().map(Account::id).toList())))
        .toList();
  }

  private static Account accountOfCredentials(CommandContext.CommandServices house) {
    return switch (house.accessTest().resolveCallerAccount(null)) {
      case Known<String>(String id) ->
          new Account(
              id, id, "", Environment.PRODUCTION, new Access.DefaultChain(), List.of(), List.of());
      case Unknown<String>(var reason) ->
          throw new IllegalArgumentException(
              "no account is configured (--config FILE), and the environment leads to none: "
                  + reason.detail());
    };
  }
}
