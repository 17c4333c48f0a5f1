package io.todoku.cli;

import io.todoku.encryption.StoredSecrets;
import io.todoku.encryption.UnreadableSecretException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Looks after the encryption of the secrets that the database holds. */
@Command(
    name = "secrets",
    description = {
      "Shows and changes the keys that the secrets in the database are encrypted with.",
      "A server that uses a database file must be stopped first."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "status|new-key|rotate|remove-unreadable",
    footer = {
      "",
      "Exit codes: 0 done, 1 values of other keys are left, 2 usage or configuration.",
      "",
      "Examples:",
      "  todoku secrets status --config todoku.yaml",
      "  todoku secrets rotate --new-key"
    })
public class SecretsCommand {

  /** Opens the database of the configuration. */
  @FunctionalInterface
  public interface SecretsOpener {

    /**
     * @param configuration file; null: none
     */
    SecretsSession open(@Nullable Path configuration);
  }

  /** The secrets of a database, until it is closed. */
  public record SecretsSession(StoredSecrets secrets, Runnable closeAction)
      implements AutoCloseable {

    @Override
    public void close() {
      closeAction.run();
    }
  }

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the configuration of the server, as YAML",
      scope = ScopeType.INHERIT)
  @Nullable Path configuration;

  private final SecretsOpener opener;
  private final CommandOutput output;

  SecretsCommand(SecretsOpener opener, CommandOutput output) {
    this.opener = opener;
    this.output = output;
  }

  private int withSecrets(ToIntFunction<StoredSecrets> work) {
    try (SecretsSession session = open()) {
      return work.applyAsInt(session.secrets());
    } catch (UnreadableSecretException missing) {
      throw new UsageException(String.valueOf(missing.getMessage()));
    } catch (RuntimeException failure) {
      throw DatabaseFailure.explain(failure);
    }
  }

  private static boolean addKeyToFile(StoredSecrets secrets) {
    try {
      return secrets.addKeyToFile();
    } catch (UncheckedIOException failure) {
      throw new UsageException(failure.getMessage() + ": " + failure.getCause());
    }
  }

  private SecretsSession open() {
    try {
      return opener.open(configuration);
    } catch (RuntimeException failure) {
      String message = ErrorMessage.ofConfiguration(failure);
      throw message == null ? failure : new UsageException(message);
    }
  }

  private int printStatus(StoredSecrets secrets) {
    Optional<String> current = secrets.currentKey();
    output.print("Key for new secrets: " + current.orElse("none, they are not encrypted"));
    Map<String, Integer> counts = secrets.countByKey();
    counts.forEach(
        (key, count) -> output.print("%d %s".formatted(count, describe(key, current, secrets))));
    boolean done = current.isPresent() && counts.keySet().stream().allMatch(current.get()::equals);
    return done ? TodokuCommandLine.READY : TodokuCommandLine.NOT_READY;
  }

  private static String describe(String key, Optional<String> current, StoredSecrets secrets) {
    if (key.equals(StoredSecrets.NOT_ENCRYPTED)) {
      return "not encrypted";
    }
    String encrypted = "encrypted with the key " + key;
    if (!secrets.isReadable(key)) {
      return encrypted + ", which is not set";
    }
    return current.filter(key::equals).isPresent() ? encrypted : encrypted + ", an earlier one";
  }

  @Command(
      name = "status",
      description = "Shows how many secrets each key has encrypted.",
      mixinStandardHelpOptions = true,
      footer = {"", "Examples:", "  todoku secrets status --config todoku.yaml"})
  int status() {
    return withSecrets(this::printStatus);
  }

  @Command(
      name = "new-key",
      description = {
        "Prints a new key, for the settings todoku.encryption.keys or .key-file.",
        "Opens no database."
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Examples:", "  todoku secrets new-key"})
  int newKey() {
    output.print(StoredSecrets.newKey());
    return TodokuCommandLine.READY;
  }

  @Command(
      name = "rotate",
      description = "Encrypts all secrets with the first key.",
      mixinStandardHelpOptions = true,
      footer = {"", "Examples:", "  todoku secrets rotate --new-key"})
  int rotate(
      @Option(names = "--new-key", description = "before that, puts a new key on top of the file")
          boolean newKey) {
    if (newKey) {
      withSecrets(secrets -> {
        if (!addKeyToFile(secrets)) {
          throw new UsageException(
              "there is no key file: put a key of \"todoku secrets new-key\" first in"
                  + " todoku.encryption.keys, then rotate without --new-key");
        }
        return TodokuCommandLine.READY;
      });
    }
    return withSecrets(secrets -> {
      if (secrets.currentKey().isEmpty()) {
        throw new UsageException("no key is set: set todoku.encryption.key-file or .keys");
      }
      int changed = secrets.encryptAll(true);
      output.print("Encrypted %d secrets anew.".formatted(changed));
      return printStatus(secrets);
    });
  }

  @Command(
      name = "remove-unreadable",
      description = {
        "Removes what needs a lost key: the channels, with their messages.",
        "They have to be made anew."
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Examples:", "  todoku secrets remove-unreadable"})
  int removeUnreadable() {
    return withSecrets(secrets -> {
      int removed = secrets.removeUnreadable();
      output.print("Removed %d.".formatted(removed));
      return printStatus(secrets);
    });
  }
}
