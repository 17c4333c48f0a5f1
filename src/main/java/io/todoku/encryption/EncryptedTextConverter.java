package io.todoku.encryption;

import jakarta.persistence.AttributeConverter;
import org.jspecify.annotations.Nullable;

/** Encrypts an attribute of an entity when it is stored; each column has a class of its own. */
public abstract class EncryptedTextConverter implements AttributeConverter<String, String> {

  private final TextCipher cipher;
  private final EncryptedColumn column;

  protected EncryptedTextConverter(TextCipher cipher, EncryptedColumn column) {
    this.cipher = cipher;
    this.column = column;
  }

  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable String text) {
    return text == null ? null : cipher.encrypt(column, text);
  }

  @Override
  public @Nullable String convertToEntityAttribute(@Nullable String stored) {
    return stored == null ? null : cipher.decrypt(column, stored);
  }
}
