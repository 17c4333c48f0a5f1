package io.todoku.onboarding;

import io.todoku.locale.InputProblem;

/** Why rules for the accounts of an organization, or an organization, are refused. */
enum OnboardingProblem implements InputProblem {
  NO_TAG("onboarding.wrong.tag", "the key of the tag that names the client is missing"),
  NO_CLIENT("onboarding.wrong.no-client", "the name of the client is missing"),
  LONG_TAG("onboarding.wrong.long-tag", "the key of a tag has at most %s characters"),
  LEVEL("onboarding.wrong.level", "the level of a unit is from 1 to %s"),
  CLIENT(
      "onboarding.wrong.client",
      "the name of a client has at most %s characters and no control characters"),
  MANY_WORDS("onboarding.wrong.words", "an environment has at most %s words, none of them long"),
  REGION("onboarding.wrong.region", "\"%s\" is not a Region"),
  MANY_REGIONS("onboarding.wrong.regions", "at most %s Regions"),
  LONG_ROLE("onboarding.wrong.long-role", "the path and the name of the role are too long"),
  ROLE_ARN("onboarding.wrong.role-arn", "\"%s\" is not the ARN of a role"),
  EXTERNAL_ID("onboarding.wrong.external-id", "the external id has a form that STS refuses"),
  PROFILE("onboarding.wrong.profile", "the name of the profile is missing or too long"),
  NO_ACCESS("onboarding.wrong.access", "say how to access the organization"),
  RECORDED("onboarding.wrong.recorded", "account %s is known from files only"),
  NONE_SELECTED("onboarding.wrong.none", "no account is selected");

  private final String key;
  private final String englishText;

  OnboardingProblem(String key, String englishText) {
    this.key = key;
    this.englishText = englishText;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String englishText() {
    return englishText;
  }
}
