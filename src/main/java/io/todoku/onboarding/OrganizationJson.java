package io.todoku.onboarding;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.todoku.account.Access;
import io.todoku.collect.RoleDefinition;
import io.todoku.locale.InvalidInputException;
import io.todoku.locale.RequiredFields;
import io.todoku.onboarding.OnboardingRules.ClientSource;
import io.todoku.onboarding.OrganizationMember.MemberState;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.OrganizationAccount.OrganizationalUnit;
import io.todoku.snapshot.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An AWS organization in the API.
 *
 * @param failure why the last try to list its accounts failed; null where it did not
 * @param causes why units or tags of some accounts are unknown
 */
record OrganizationJson(
    String id,
    String managementAccount,
    OrganizationAccessJson access,
    RulesJson rules,
    Instant listedAt,
    Instant attemptedAt,
    @Nullable String failure,
    List<String> causes) {

  /**
   * How to access the management account or a delegated administrator; all null: the default
   * credential chain.
   *
   * @param account the id of an account here whose access is used
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OrganizationAccessJson(
      @JsonProperty("role-arn") @Nullable String roleArn,
      @JsonProperty("external-id") @Nullable String externalId,
      @Nullable String profile,
      @Nullable String account) {

    static OrganizationAccessJson of(Access access) {
      return switch (access) {
        case Access.IamRole(String arn, String externalId) ->
            new OrganizationAccessJson(arn, externalId, null, null);
        case Access.Profile(String name) -> new OrganizationAccessJson(null, null, name, null);
        case Access.DefaultChain _, Access.SnapshotsOnly _ ->
            new OrganizationAccessJson(null, null, null, null);
      };
    }
  }

  /** An organization that is to be listed; without rules, those that its tags suggest. */
  record OrganizationRequest(@Nullable OrganizationAccessJson access, @Nullable RulesJson rules) {

    OrganizationForm toForm() {
      if (access == null) {
        return new OrganizationForm("default", null, null, null, null);
      }
      if (Stream.of(access.roleArn(), access.profile(), access.account())
              .filter(Objects::nonNull)
              .count()
          > 1) {
        throw InvalidInputException.withMessage(
            "access has one of role-arn, profile and account; keep one");
      }
      String kind =
          access.roleArn() != null
              ? "role"
              : access.profile() != null
                  ? "profile"
                  : access.account() != null ? "account" : "default";
      return new OrganizationForm(
          kind, access.roleArn(), access.externalId(), access.profile(), access.account());
    }
  }

  /**
   * Rules by which accounts are added. What is null is the default, but {@code clientBy} is {@code
   * TAG} where {@code clientTag} is given, otherwise {@code FIXED}, which needs {@code
   * defaultClient}.
   */
  record RulesJson(
      @Nullable ClientSource clientBy,
      @Nullable String clientTag,
      @Nullable Integer clientLevel,
      @Nullable String defaultClient,
      @Nullable String environmentTag,
      @Nullable List<String> production,
      @Nullable List<String> staging,
      @Nullable List<String> development,
      @Nullable String roleName,
      @Nullable String rolePath,
      @Nullable List<String> regions) {

    static RulesJson of(OnboardingRules rules) {
      return new RulesJson(
          rules.clientBy(),
          rules.clientTag(),
          rules.clientLevel(),
          rules.defaultClient(),
          rules.environmentTag(),
          rules.production(),
          rules.staging(),
          rules.development(),
          rules.roleName(),
          rules.rolePath(),
          rules.regions());
    }

    /**
     * For a request that replaces rules: what it left out would be reset without a word.
     *
     * @throws InvalidInputException if a field is missing
     */
    void requireComplete() {
      new RequiredFields()
          .given("clientBy", clientBy)
          .given("clientTag", clientTag)
          .given("clientLevel", clientLevel)
          .given("defaultClient", defaultClient)
          .given("environmentTag", environmentTag)
          .given("production", production)
          .given("staging", staging)
          .given("development", development)
          .given("roleName", roleName)
          .given("rolePath", rolePath)
          .given("regions", regions)
          .check();
    }

    OnboardingRules toRules() {
      return new OnboardingRules(
          clientBy != null ? clientBy : clientTag != null ? ClientSource.TAG : ClientSource.FIXED,
          text(clientTag),
          Objects.requireNonNullElse(clientLevel, 1),
          text(defaultClient),
          text(environmentTag),
          words(production, OnboardingRules.PRODUCTION),
          words(staging, OnboardingRules.STAGING),
          words(development, OnboardingRules.DEVELOPMENT),
          Objects.requireNonNullElse(roleName, RoleDefinition.DEFAULT_NAME),
          Objects.requireNonNullElse(rolePath, RoleDefinition.DEFAULT_PATH),
          words(regions, List.of()));
    }

    private static String text(@Nullable String text) {
      return text == null ? "" : text;
    }

    private static List<String> words(@Nullable List<String> words, List<String> standard) {
      return words == null ? standard : words.stream().filter(Objects::nonNull).toList();
    }
  }

  /**
   * An account of an organization.
   *
   * @param units names from below the root down; null where they could not be read
   * @param tags null where they could not be read
   * @param client by the rules; null where they name none
   * @param refusal why the rules cannot add it; null where they can
   */
  record MemberJson(
      String id,
      String name,
      String status,
      MemberState state,
      @Nullable List<String> units,
      @Nullable Map<String, String> tags,
      Instant firstListedAt,
      @Nullable Instant leftAt,
      @Nullable String client,
      Environment environment,
      ProposedAccount.@Nullable ProposalRefusal refusal) {

    static MemberJson of(OrganizationMember member, ProposedAccount proposed) {
      return new MemberJson(
          member.listed().id(),
          member.listed().name(),
          member.listed().status(),
          member.state(),
          member
              .listed()
              .units()
              .<@Nullable List<String>>map(
                  units -> units.stream().map(OrganizationalUnit::name).toList())
              .orElse(null),
          member.listed().tags().<@Nullable Map<String, String>>map(tags -> tags).orElse(null),
          member.firstListedAt(),
          member.leftAt(),
          proposed.client().isEmpty() ? null : proposed.client(),
          proposed.environment(),
          proposed.refusal());
    }
  }

  /**
   * What became of an account that was to be added.
   *
   * @param externalId that its role must require; null where it was not added
   */
  record MemberAdditionJson(
      String id,
      @Nullable String client,
      @Nullable String externalId,
      MemberAddition.AdditionOutcome result) {

    static MemberAdditionJson of(MemberAddition addition) {
      return new MemberAdditionJson(
          addition.id(),
          addition.client().isEmpty() ? null : addition.client(),
          addition.externalId(),
          addition.outcome());
    }
  }

  static OrganizationJson of(KnownOrganization organization, Function<Reason, String> sentence) {
    Reason failure = organization.failure();
    return new OrganizationJson(
        organization.id(),
        organization.managementAccount(),
        OrganizationAccessJson.of(organization.access()),
        RulesJson.of(organization.rules()),
        organization.listedAt(),
        organization.attemptedAt(),
        failure == null ? null : sentence.apply(failure),
        organization.causes().stream().map(sentence).toList());
  }
}
