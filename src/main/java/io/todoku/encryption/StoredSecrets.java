package io.todoku.encryption;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** What the encrypted columns hold, of whatever key. */
public class StoredSecrets {

  /** Stands for the id of a key where a value is not encrypted. */
  public static final String NOT_ENCRYPTED = "";

  private final JdbcClient database;
  private final TransactionOperations transactions;
  private final EncryptionKeys keys;
  private final TextCipher cipher;

  StoredSecrets(
      JdbcClient database,
      TransactionOperations transactions,
      EncryptionKeys keys,
      TextCipher cipher) {
    this.database = database;
    this.transactions = transactions;
    this.keys = keys;
    this.cipher = cipher;
  }

  private record StoredValue(Object id, String text) {}

  /** A new key in Base64, which is stored nowhere. */
  public static String newKey() {
    return EncryptionKey.generate();
  }

  /**
   * Puts a new key on top of the key file; it is used as soon as the settings are read again.
   *
   * @return false if the keys are in no file
   * @throws UncheckedIOException if the file cannot be replaced
   */
  public boolean addKeyToFile() {
    keys.file()
        .ifPresent(file -> {
          try {
            KeyFile.addKey(file);
          } catch (IOException failure) {
            throw new UncheckedIOException("cannot replace " + file, failure);
          }
        });
    return keys.file().isPresent();
  }

  /** The id of the key that encrypts; empty if none is set. */
  public Optional<String> currentKey() {
    return Optional.ofNullable(keys.first()).map(EncryptionKey::id);
  }

  /** Whether values of this key can be read. */
  public boolean isReadable(String keyId) {
    return keyId.equals(NOT_ENCRYPTED) || keys.find(keyId).isPresent();
  }

  /** How many values each key has encrypted; {@link #NOT_ENCRYPTED} for those of none. */
  public Map<String, Integer> countByKey() {
    return countByKey(database);
  }

  /** The same of any database, for which no key is needed. */
  public static Map<String, Integer> countByKey(JdbcClient database) {
    Map<String, Integer> counts = new TreeMap<>();
    for (EncryptedColumn column : EncryptedColumn.values()) {
      values(database, column)
          .forEach(value ->
              counts.merge(TextCipher.keyId(value.text()).orElse(NOT_ENCRYPTED), 1, Integer::sum));
    }
    return counts;
  }

  /**
   * Encrypts with the first key all values that are not encrypted yet or, if {@code ofOtherKeys},
   * have another key. One that is changed meanwhile is left as it then is.
   *
   * @return how many
   * @throws UnreadableSecretException if one cannot be decrypted; then none is changed
   */
  public int encryptAll(boolean ofOtherKeys) {
    EncryptionKey first = keys.first();
    if (first == null) {
      return 0;
    }
    return Objects.requireNonNull(
        transactions.execute(status -> {
          int changed = 0;
          for (EncryptedColumn column : EncryptedColumn.values()) {
            for (StoredValue value : values(database, column).toList()) {
              String key = TextCipher.keyId(value.text()).orElse(NOT_ENCRYPTED);
              if (key.equals(NOT_ENCRYPTED) || ofOtherKeys && !key.equals(first.id())) {
                changed += replace(column, value);
              }
            }
          }
          return changed;
        }));
  }

  /**
   * Removes the rows whose secret needs a key that is lost or was changed outside Todoku, such as a
   * channel and its messages.
   *
   * @return how many
   */
  public int removeUnreadable() {
    return Objects.requireNonNull(
        transactions.execute(status -> {
          int removed = 0;
          for (EncryptedColumn column : EncryptedColumn.values()) {
            for (StoredValue value : values(database, column).toList()) {
              if (!canDecrypt(column, value)) {
                removed +=
                    database
                        .sql("delete from %s where id = ?".formatted(column.table()))
                        .param(value.id())
                        .update();
              }
            }
          }
          return removed;
        }));
  }

  private boolean canDecrypt(EncryptedColumn column, StoredValue value) {
    try {
      cipher.decrypt(column, value.text());
      return true;
    } catch (UnreadableSecretException unreadable) {
      return false;
    }
  }

  private int replace(EncryptedColumn column, StoredValue value) {
    return database
        .sql(
            "update %s set %s = ? where id = ? and %2$s = ?"
                .formatted(column.table(), column.column()))
        .params(
            cipher.encrypt(column, cipher.decrypt(column, value.text())), value.id(), value.text())
        .update();
  }

  private static Stream<StoredValue> values(JdbcClient database, EncryptedColumn column) {
    return database
        .sql(
            "select id, %2$s from %1$s where %2$s is not null"
                .formatted(column.table(), column.column()))
        .query((row, number) -> new StoredValue(row.getObject(1), row.getString(2)))
        .list()
        .stream();
  }
}
