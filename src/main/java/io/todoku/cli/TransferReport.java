package io.todoku.cli;

import io.todoku.encryption.StoredSecrets;
import io.todoku.transfer.TransferSummary;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What export and import say on standard error. */
final class TransferReport {

  private TransferReport() {}

  static <T> T open(Supplier<T> opener) {
    try {
      return opener.get();
    } catch (RuntimeException failure) {
      String message = ErrorMessage.ofConfiguration(failure);
      throw message == null ? failure : new UsageException(message);
    }
  }

  static void print(String done, TransferSummary summary) {
    StandardError.print(
        "%s %d rows of %d tables, schema %s."
            .formatted(done, summary.rows(), summary.tables(), summary.schema()));
    Map<String, Integer> keys = summary.keys();
    String needed =
        keys.keySet().stream()
            .filter(key -> !key.equals(StoredSecrets.NOT_ENCRYPTED))
            .sorted()
            .collect(Collectors.joining(", "));
    if (!needed.isEmpty()) {
      StandardError.print(
          "Its secrets are encrypted with the key %s, which is not in the file: carry it too, as"
                  .formatted(needed)
              + " encryption.key beside a database file, or as todoku.encryption.key-file or"
              + " .keys.");
    }
    if (keys.containsKey(StoredSecrets.NOT_ENCRYPTED)) {
      StandardError.print(
          "%d secrets are not encrypted: keep the file as safe as a password."
              .formatted(keys.get(StoredSecrets.NOT_ENCRYPTED)));
    }
  }
}
