package io.todoku.checklist;

import io.todoku.checklist.Checklist.Item;
import io.todoku.rule.AwsConsole;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.RemedyLink;
import io.todoku.rule.RemedyOption;
import io.todoku.rule.RemedyStage;
import io.todoku.rule.Text;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts the remedy of one cause together from its texts and what is pasted for it.
 *
 * @param account id, twelve digits
 */
record CauseAdvice(Cause cause, String account, CauseTexts texts) {

  private static final int MAX_STEPS = 3;

  static Remedy remedyOf(Cause cause, String account, Wording wording) {
    CauseAdvice advice = new CauseAdvice(cause, account, new CauseTexts(cause, wording));
    if (cause.isAnsweredByAttestation()) {
      return advice.single();
    }
    return switch (cause.kind()) {
      case NO_CREDENTIALS,
          NO_SUCH_PROFILE,
          SSO_SIGN_IN_NEEDED,
          LOGIN_NEEDED,
          CREDENTIAL_PROCESS_FAILED,
          MFA_CODE_NEEDED,
          CREDENTIALS_EXPIRED,
          CREDENTIALS_INVALID,
          CLOCK_SKEW,
          WRONG_PARTITION,
          WRONG_ACCOUNT ->
          CredentialRemedies.of(advice);
      case NO_ACCESS,
          MAY_NOT_ASSUME_ROLE,
          DENIED,
          DENIED_EXPLICITLY,
          DENIED_BY_SERVICE_CONTROL_POLICY,
          DENIED_BY_RESOURCE_CONTROL_POLICY,
          DENIED_BY_PERMISSIONS_BOUNDARY,
          DENIED_BY_ENDPOINT_POLICY,
          DENIED_BY_SESSION_POLICY ->
          DenialRemedies.of(advice);
      case REGION_NOT_ENABLED,
          TOKEN_NOT_VALID_IN_REGION,
          NOT_SIGNED_UP,
          UNDER_VERIFICATION,
          SUSPENDED,
          NOT_SUBSCRIBED ->
          AccountStateRemedies.of(advice);
      case THROTTLED,
          TIMEOUT,
          UNREACHABLE,
          UNAVAILABLE,
          BLOCKED,
          SERVFAIL,
          REFUSED,
          CUT_OFF,
          MALFORMED,
          FAILED ->
          ConnectionRemedies.of(advice);
      case NOT_CONFIGURED, NOT_ALLOWED, INCONCLUSIVE -> SettingRemedies.of(advice);
      case NOT_ASKED, NOT_YET, NOT_RECORDED, OUTDATED, INTERNAL_ERROR -> advice.single();
    };
  }

  /** The partition of the Regions that it concerns; the standard one where it concerns none. */
  String partition() {
    return DeniedPrincipal.of(cause.reasons())
        .map(DeniedPrincipal::partition)
        .orElseGet(() ->
            cause.regions().stream().findFirst().map(AccessConsole::partitionOf).orElse("aws"));
  }

  /** One change that nothing is pasted for. */
  Remedy single() {
    return single(List.of(), List.of(), List.of());
  }

  /** One change, with what is pasted to look, to change and to verify. */
  Remedy single(List<RemedyBlock> look, List<RemedyBlock> change, List<RemedyBlock> verify) {
    if (texts.find(".do").isEmpty()) {
      return ofFindings();
    }
    return oneOf(option("", look, change, verify));
  }

  /**
   * One of several changes.
   *
   * @param name in the keys of its texts; empty where it is the only one
   */
  RemedyOption option(
      String name, List<RemedyBlock> look, List<RemedyBlock> change, List<RemedyBlock> verify) {
    String key = name.isEmpty() ? "" : "." + name;
    return new RemedyOption(
        name.isEmpty() ? null : texts.find(key).orElse(null),
        // commands without a sentence that says what they show are left out
        texts
            .find(key + ".look")
            .map(step -> new RemedyStage(List.of(step), look))
            .orElse(RemedyStage.NONE),
        new RemedyStage(texts.find(key + ".do").stream().toList(), change),
        new RemedyStage(
            List.of(texts.find(key + ".verify").orElse(Text.of("cause.verify"))), verify));
  }

  /** A change without anything to paste. */
  RemedyOption option(String name) {
    return option(name, List.of(), List.of(), List.of());
  }

  /** These options under the cautions of the cause. */
  Remedy oneOf(RemedyOption... options) {
    return Remedy.oneOf(options).cautioning(texts.find(".caution").stream().toList());
  }

  /** The pages of the resources whose findings it hides, in the AWS console. */
  List<RemedyLink> resourceLinks(int most) {
    return cause.items().stream()
        .map(item -> item.finding().resource())
        .distinct()
        .flatMap(resource -> AwsConsole.page(resource).stream())
        .distinct()
        .limit(most)
        .toList();
  }

  /** What the findings themselves advise: all of it where they agree, or else the first steps. */
  private Remedy ofFindings() {
    List<Remedy> remedies =
        cause.items().stream().map(Item::finding).map(Finding::remedy).distinct().toList();
    RemedyStage verify = RemedyStage.of(Text.of("cause.verify"));
    if (remedies.size() == 1 && !remedies.getFirst().options().isEmpty()) {
      return remedies.getFirst().verifying(verify);
    }
    List<Text> steps =
        Stream.concat(
                remedies.stream().flatMap(remedy -> remedy.steps().stream()).distinct(),
                Stream.of(Text.of("cause.at-findings")))
            .limit(MAX_STEPS)
            .toList();
    return Remedy.of(steps, List.of()).verifying(verify);
  }
}
