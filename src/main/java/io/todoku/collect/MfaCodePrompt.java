package io.todoku.collect;

import org.jspecify.annotations.Nullable;

/** Asks the person at the command line for the current code of a multi-factor device. */
@FunctionalInterface
public interface MfaCodePrompt {

  /**
   * @param profile of the AWS configuration files that needs the code
   * @param device serial number or ARN of the device
   * @return null where nobody can be asked or nobody answers
   */
  @Nullable String askForCode(String profile, String device);
}
