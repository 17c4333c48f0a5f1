package io.todoku.encryption;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts text with AES-256 in Galois/Counter Mode (NIST SP 800-38D). A stored value is {@code
 * {aes:KEY-ID}} and then, in Base64, the 12 bytes of a random nonce, the encrypted text and the tag
 * of 16 bytes. What does not begin so was stored before there was a key, and is read as it is.
 */
public class TextCipher {

  private static final String ALGORITHM = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final Pattern STORED = Pattern.compile("\\{aes:([0-9a-f]{8})}([A-Za-z0-9+/=]+)");

  private final EncryptionKeys keys;
  private final SecureRandom random = new SecureRandom();

  TextCipher(EncryptionKeys keys) {
    this.keys = keys;
  }

  /** The value to store; the text itself where no key is set. */
  public String encrypt(EncryptedColumn column, String text) {
    EncryptionKey key = keys.first();
    if (key == null) {
      return text;
    }
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, column);
      byte[] encrypted = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
      byte[] value = Arrays.copyOf(nonce, NONCE_BYTES + encrypted.length);
      System.arraycopy(encrypted, 0, value, NONCE_BYTES, encrypted.length);
      return "{aes:" + key.id() + "}" + Base64.getEncoder().encodeToString(value);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /**
   * @throws UnreadableSecretException if its key is missing, or if it was changed or copied from
   *     another column
   */
  public String decrypt(EncryptedColumn column, String stored) {
    Matcher parts = STORED.matcher(stored);
    if (!parts.matches()) {
      return stored;
    }
    EncryptionKey key =
        keys.find(parts.group(1))
            .orElseThrow(() ->
                new UnreadableSecretException(
                    column.context() + ": the key " + parts.group(1) + " is not set", null));
    try {
      byte[] value = Base64.getDecoder().decode(parts.group(2));
      byte[] nonce = Arrays.copyOf(value, NONCE_BYTES);
      byte[] text =
          cipher(Cipher.DECRYPT_MODE, key, nonce, column)
              .doFinal(value, NONCE_BYTES, value.length - NONCE_BYTES);
      return new String(text, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException | IllegalArgumentException changed) {
      throw new UnreadableSecretException(
          column.context() + ": the stored value was changed", changed);
    }
  }

  /** The id of the key that a stored value needs; empty for one that is not encrypted. */
  static Optional<String> keyId(String stored) {
    Matcher parts = STORED.matcher(stored);
    return parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
  }

  private static Cipher cipher(int mode, EncryptionKey key, byte[] nonce, EncryptedColumn column)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(ALGORITHM);
    cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(column.context().getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
