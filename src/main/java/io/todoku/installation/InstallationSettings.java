package io.todoku.installation;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the configuration says about the installation.
 *
 * @param quiet true: quiet while this is set; false: a copy works from this start on; null: a copy
 *     is recognised and stays quiet until an administrator resumes it
 * @param instance the name of the installation, the same for all its nodes; a database that knows
 *     another name is a copy; null: not compared
 */
@ConfigurationProperties("todoku")
record InstallationSettings(@Nullable Boolean quiet, @Nullable String instance) {

  private static final int MAX_LENGTH = 100;

  InstallationSettings {
    instance = instance == null || instance.isBlank() ? null : instance.strip();
    if (instance != null && instance.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "todoku.instance is longer than " + MAX_LENGTH + " characters");
    }
  }
}
