package io.todoku.identity.factor;

import io.todoku.encryption.EncryptedColumn;
import io.todoku.encryption.EncryptedTextConverter;
import io.todoku.encryption.TextCipher;
import jakarta.persistence.Converter;

/** Encrypts the secret of an authenticator app. */
@Converter
class TotpSecretConverter extends EncryptedTextConverter {

  TotpSecretConverter(TextCipher cipher) {
    super(cipher, EncryptedColumn.TOTP_SECRET);
  }
}
