package io.todoku.identity;

import java.text.Normalizer;
import java.util.Locale;

/** Names that no user can have, because the audit log and pages show API tokens by them. */
public final class UserNames {

  /** The configured API token. */
  public static final String CONFIGURED_TOKEN = "api-token";

  /** Begins the name of each API token that was made in the application. */
  public static final String TOKEN_PREFIX = "token:";

  private UserNames() {}

  /** Whether a name is that of a token, or looks like one: case, width and invisible characters. */
  public static boolean isReserved(String name) {
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFKC)
            .replaceAll("[\\p{C}\\p{Z}]", "")
            .toLowerCase(Locale.ROOT);
    return plain.equals(CONFIGURED_TOKEN) || plain.startsWith(TOKEN_PREFIX);
  }
}
