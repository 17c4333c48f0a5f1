package io.todoku.notify;

import io.todoku.encryption.EncryptedColumn;
import io.todoku.encryption.EncryptedTextConverter;
import io.todoku.encryption.TextCipher;
import jakarta.persistence.Converter;

/** Encrypts the secret that messages are signed with. */
@Converter
class ChannelSecretConverter extends EncryptedTextConverter {

  ChannelSecretConverter(TextCipher cipher) {
    super(cipher, EncryptedColumn.CHANNEL_SECRET);
  }
}
