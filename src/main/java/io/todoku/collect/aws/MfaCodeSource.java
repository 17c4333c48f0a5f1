package io.todoku.collect.aws;

import org.jspecify.annotations.Nullable;

/** Supplies the current code of a multi-factor device, which a person reads from it. */
@FunctionalInterface
public interface MfaCodeSource {

  /** Nobody can be asked, as in a server. */
  MfaCodeSource NOBODY = (profile, device) -> null;

  /**
   * @param profile that needs the code
   * @param device serial number or ARN of the device
   * @return null where nobody can be asked or nobody answers
   */
  @Nullable String code(String profile, String device);
}
