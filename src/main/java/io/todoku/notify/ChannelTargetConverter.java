package io.todoku.notify;

import io.todoku.encryption.EncryptedColumn;
import io.todoku.encryption.EncryptedTextConverter;
import io.todoku.encryption.TextCipher;
import jakarta.persistence.Converter;

/** Encrypts the receiver, because the URL of an incoming webhook is a secret. */
@Converter
class ChannelTargetConverter extends EncryptedTextConverter {

  ChannelTargetConverter(TextCipher cipher) {
    super(cipher, EncryptedColumn.CHANNEL_TARGET);
  }
}
