package io.todoku.rule.domain;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** A DKIM key record (RFC 6376 section 3.6.1, RFC 8301, RFC 8463) as a verifier reads it. */
sealed interface DkimKey {

  int MIN_BITS = 1024;
  int RECOMMENDED_BITS = 2048;

  /** The longest RSA key that verifiers must support (RFC 8301 section 3.2). */
  int MAX_BITS = 4096;

  /** A key whose signatures can be verified. */
  record Usable(Algorithm algorithm, int bits, boolean testing) implements DkimKey {}

  record Unusable(Fault fault) implements DkimKey {}

  enum Algorithm {
    RSA,
    ED25519
  }

  /** Why no signature of a key can be verified. */
  enum Fault {
    /** The key is empty: the domain has revoked it. */
    REVOKED,
    /** The key has fewer than 1024 bits, which verifiers must refuse. */
    SHORT,
    /** The tags or the key cannot be read. */
    UNREADABLE,
    /** The algorithm is neither RSA nor Ed25519. */
    ALGORITHM,
    /** The key is for another service than mail. */
    SERVICE,
    /** The key is for SHA-1 only. */
    HASH;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Empty where the text is not meant as a DKIM key. */
  static Optional<DkimKey> of(String txt) {
    TagList tags = TagList.of(txt);
    String version = tags.value("v").orElse("DKIM1");
    boolean meantAsKey = version.equals("DKIM1") && tags.value("p").isPresent();
    return meantAsKey || tags.beginsWithVersion("DKIM1")
        ? Optional.of(read(tags))
        : Optional.empty();
  }

  private static DkimKey read(TagList tags) {
    if (tags.malformed()
        || tags.hasRepeatedTags()
        || tags.value("p").isEmpty()
        || (tags.value("v").isPresent() && !tags.beginsWithVersion("DKIM1"))) {
      return new Unusable(Fault.UNREADABLE);
    }
    String key = tags.value("p").get().replaceAll("\\s", "");
    if (key.isEmpty()) {
      return new Unusable(Fault.REVOKED);
    }
    if (!allows(tags, "s", "*") && !allows(tags, "s", "email")) {
      return new Unusable(Fault.SERVICE);
    }
    if (!allows(tags, "h", "sha256")) {
      return new Unusable(Fault.HASH);
    }
    boolean testing = tags.value("t").isPresent() && allows(tags, "t", "y");
    return switch (tags.value("k").orElse("rsa").toLowerCase(Locale.ROOT)) {
      case "rsa" -> rsa(key, testing);
      case "ed25519" -> ed25519(key, testing);
      default -> new Unusable(Fault.ALGORITHM);
    };
  }

  /** Whether the list in a tag has this value; without the tag, every value is allowed. */
  private static boolean allows(TagList tags, String tag, String value) {
    return tags.value(tag)
        .map(list -> Arrays.stream(list.split(":")).anyMatch(w -> w.strip().equals(value)))
        .orElse(true);
  }

  private static DkimKey rsa(String base64, boolean testing) {
    if (decode("RSA", "", base64).orElse(null) instanceof RSAPublicKey key) {
      BigInteger modulus = key.getModulus();
      return modulus.bitLength() < MIN_BITS
          ? new Unusable(Fault.SHORT)
          : new Usable(Algorithm.RSA, modulus.bitLength(), testing);
    }
    return new Unusable(Fault.UNREADABLE);
  }

  /** The record holds only the 32 octets of the key (RFC 8463 section 4.2). */
  private static DkimKey ed25519(String base64, boolean testing) {
    return decode("Ed25519", "302a300506032b6570032100", base64).isPresent()
        ? new Usable(Algorithm.ED25519, 256, testing)
        : new Unusable(Fault.UNREADABLE);
  }

  /**
   * @param header the octets before the key in a SubjectPublicKeyInfo, in hexadecimal
   */
  private static Optional<PublicKey> decode(String algorithm, String header, String base64) {
    try {
      byte[] start = HexFormat.of().parseHex(header);
      byte[] rest = Base64.getDecoder().decode(base64);
      byte[] info = Arrays.copyOf(start, start.length + rest.length);
      System.arraycopy(rest, 0, info, start.length, rest.length);
      return Optional.of(
          KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(info)));
    } catch (IllegalArgumentException | InvalidKeySpecException noKey) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has both
    }
  }
}
