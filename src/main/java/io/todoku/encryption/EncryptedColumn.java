package io.todoku.encryption;

/** The columns of the database that hold encrypted text. Each has the key column {@code id}. */
public enum EncryptedColumn {
  CHANNEL_TARGET("channel", "target"),
  CHANNEL_SECRET("channel", "secret"),
  CHANNEL_SETTINGS("channel", "settings"),
  TOTP_SECRET("totp_secret", "secret"),
  IDEMPOTENT_ANSWER("idempotency_key", "answer");

  private final String table;
  private final String column;

  EncryptedColumn(String table, String column) {
    this.table = table;
    this.column = column;
  }

  String table() {
    return table;
  }

  String column() {
    return column;
  }

  /** Bound to each value, so that one copied into another column cannot be decrypted there. */
  String context() {
    return table + "." + column;
  }
}
