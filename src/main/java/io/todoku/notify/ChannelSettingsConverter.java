package io.todoku.notify;

import io.todoku.encryption.EncryptedColumn;
import io.todoku.encryption.EncryptedTextConverter;
import io.todoku.encryption.TextCipher;
import jakarta.persistence.Converter;

/** Encrypts the fields of a channel, because tokens are among them. */
@Converter
class ChannelSettingsConverter extends EncryptedTextConverter {

  ChannelSettingsConverter(TextCipher cipher) {
    super(cipher, EncryptedColumn.CHANNEL_SETTINGS);
  }
}
