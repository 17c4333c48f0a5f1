package io.todoku.onboarding;

import io.todoku.locale.InvalidInputException;
import io.todoku.onboarding.OnboardingRules.ClientSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fields of the form with the rules; lists are separated by commas. */
record OnboardingRulesForm(
    @Nullable ClientSource clientBy,
    @Nullable String clientTag,
    @Nullable Integer clientLevel,
    @Nullable String defaultClient,
    @Nullable String environmentTag,
    @Nullable String production,
    @Nullable String staging,
    @Nullable String development,
    @Nullable String roleName,
    @Nullable String rolePath,
    @Nullable String regions) {

  static OnboardingRulesForm of(OnboardingRules rules) {
    return new OnboardingRulesForm(
        rules.clientBy(),
        rules.clientTag(),
        rules.clientLevel(),
        rules.defaultClient(),
        rules.environmentTag(),
        String.join(", ", rules.production()),
        String.join(", ", rules.staging()),
        String.join(", ", rules.development()),
        rules.roleName(),
        rules.rolePath(),
        String.join(", ", rules.regions()));
  }

  /**
   * @throws InvalidInputException if a field is wrong
   */
  OnboardingRules toRules() {
    return new OnboardingRules(
        Objects.requireNonNullElse(clientBy, ClientSource.FIXED),
        text(clientTag),
        Objects.requireNonNullElse(clientLevel, 1),
        text(defaultClient),
        text(environmentTag),
        words(production),
        words(staging),
        words(development),
        text(roleName),
        text(rolePath),
        words(regions));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text.strip();
  }

  private static List<String> words(@Nullable String text) {
    return Arrays.stream(text(text).split("[,、，\\n]"))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .distinct()
        .toList();
  }
}
