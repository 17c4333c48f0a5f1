package io.todoku.rule;

import java.util.Locale;
import java.util.regex.Pattern;

/** The names that AWS gives the addresses of its customers. */
public final class AwsNames {

  private static final Pattern ADDRESS_NAME =
      Pattern.compile("(.*\\.)?compute(-1)?\\.amazonaws\\.com(\\.cn)?");

  private AwsNames() {}

  /** Whether it is of the form that AWS gives every public IPv4 address, which it resolves to. */
  public static boolean isProviderName(String name) {
    return ADDRESS_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }
}
