package io.todoku.identity.factor;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An authenticator app, written after RFC 6238 without the library that Todoku uses. */
final class AuthenticatorAppFixture {

  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private AuthenticatorAppFixture() {}

  /**
   * @param secret in Base32, with or without blanks
   * @return six digits
   */
  static String code(String secret, Instant now) {
    return code(decode(secret.replace(" ", "")), now.getEpochSecond() / 30);
  }

  private static byte[] decode(String base32) {
    BigInteger bits = BigInteger.ONE;
    for (char letter : base32.toCharArray()) {
      bits = bits.shiftLeft(5).or(BigInteger.valueOf(BASE32.indexOf(letter)));
    }
    int rest = base32.length() * 5 % 8;
    byte[] withOne = bits.shiftRight(rest).toByteArray();
    byte[] key = new byte[base32.length() * 5 / 8];
    System.arraycopy(withOne, withOne.length - key.length, key, 0, key.length);
    return key;
  }

  static String code(byte[] key, long step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key, "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & 0x7fffffff;
      return "%06d".formatted(number % 1_000_000);
    } catch (java.security.GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
