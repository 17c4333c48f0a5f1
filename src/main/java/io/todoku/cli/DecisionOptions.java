package io.todoku.cli;

import io.todoku.account.AccountDecisions;
import io.todoku.account.ConfiguredDecisions;
import io.todoku.account.DecisionFile;
import io.todoku.locale.InvalidInputException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names a file of attestations and waivers. */
class DecisionOptions {

  private static final String OPTION = "--decisions";

  @Option(
      names = OPTION,
      paramLabel = "FILE",
      description = {
        "attestations and waivers of accounts (YAML or JSON), beside those of the configuration;",
        "- reads standard input"
      })
  @Nullable Path file;

  /**
   * The decisions of the file and of the configuration.
   *
   * @throws UsageException if the file cannot be read or one of its entries is invalid
   */
  ConfiguredDecisions read(CommandContext.CommandServices services, CommandInput input) {
    if (file == null) {
      return services.decisions();
    }
    Path named = file;
    byte[] bytes = input.read(named, OPTION, in -> in.readNBytes(DecisionFile.MAX_BYTES + 1));
    try {
      return merge(services.decisions(), DecisionFile.parse(bytes, services.decisionReader()));
    } catch (InvalidInputException wrong) {
      throw new UsageException(CommandInput.name(named) + ": " + wrong.getMessage());
    }
  }

  private static ConfiguredDecisions merge(ConfiguredDecisions some, ConfiguredDecisions more) {
    Map<String, AccountDecisions> all = new TreeMap<>(some.byAccount());
    more.byAccount().forEach((id, decisions) -> all.merge(id, decisions, AccountDecisions::and));
    return new ConfiguredDecisions(all);
  }
}
