package io.todoku.onboarding;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.account.VisibleAccounts;
import io.todoku.locale.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the form that adds an organization.
 *
 * @param access {@code role}, {@code profile}, {@code default}, or {@code account} for that of an
 *     account which is here
 * @param account its id
 */
record OrganizationForm(
    @Nullable String access,
    @Nullable String roleArn,
    @Nullable String externalId,
    @Nullable String profile,
    @Nullable String account) {

  private static final int MAX_PROFILE = 200;
  private static final int MAX_SHOWN = 80;

  /**
   * @throws InvalidInputException if a field is missing or wrong
   */
  Access toAccess(VisibleAccounts accounts) {
    return switch (strip(access)) {
      case "role" -> role();
      case "profile" -> {
        String name = strip(profile);
        if (name.isEmpty() || name.length() > MAX_PROFILE) {
          throw new InvalidInputException(OnboardingProblem.PROFILE);
        }
        yield new Access.Profile(name);
      }
      case "default" -> new Access.DefaultChain();
      case "account" -> {
        Account known = accounts.get(strip(account));
        if (!known.hasAwsAccess()) {
          throw new InvalidInputException(OnboardingProblem.RECORDED, known.id());
        }
        yield known.access();
      }
      default -> throw new InvalidInputException(OnboardingProblem.NO_ACCESS);
    };
  }

  private Access role() {
    String arn = strip(roleArn);
    String external = strip(externalId);
    if (Access.IamRole.findAccountId(arn).isEmpty()) {
      throw new InvalidInputException(
          OnboardingProblem.ROLE_ARN, arn.substring(0, Math.min(arn.length(), MAX_SHOWN)));
    }
    if (!external.isEmpty() && !Access.IamRole.isExternalId(external)) {
      throw new InvalidInputException(OnboardingProblem.EXTERNAL_ID);
    }
    return new Access.IamRole(arn, external.isEmpty() ? null : external);
  }

  private static String strip(@Nullable String text) {
    return text == null ? "" : text.strip();
  }
}
