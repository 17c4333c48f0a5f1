package io.todoku.checklist;

import io.todoku.rule.AwsConsole;
import io.todoku.rule.Remedy;
import io.todoku.rule.Remedy.Audience;
import io.todoku.rule.RemedyBlock;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What helps where the account, one of its Regions or its contract with AWS is the obstacle. */
final class AccountStateRemedies {

  private static final Pattern REGION = Pattern.compile("[a-z]{2}(?:-[a-z]+)++-[0-9]{1,2}");

  private AccountStateRemedies() {}

  static Remedy of(CauseAdvice advice) {
    String partition = advice.partition();
    String region = advice.cause().regions().stream().findFirst().orElse("us-east-1");
    return switch (advice.cause().kind()) {
      case REGION_NOT_ENABLED ->
          advice
              .oneOf(
                  advice.option("settings"),
                  advice.option(
                      "enable",
                      List.of(),
                      forEachRegion("aws account enable-region --region-name %s", advice.cause()),
                      forEachRegion(
                          "aws account get-region-opt-status --region-name %s", advice.cause())))
              .linking(AccessConsole.enabledRegions(partition));
      case TOKEN_NOT_VALID_IN_REGION ->
          advice
              .single(
                  List.of(),
                  List.of(
                      RemedyBlock.aws(
                          "aws iam set-security-token-service-preferences"
                              + " --global-endpoint-token-version v2Token")),
                  List.of(
                      RemedyBlock.aws(
                          "aws iam get-account-summary"
                              + " --query SummaryMap.GlobalEndpointTokenVersion")))
              .linking(AccessConsole.tokenSettings(partition));
      case NOT_SUBSCRIBED ->
          advice
              .oneOf(advice.option("record"), advice.option("plan"))
              .linking(AccessConsole.supportPlans(partition))
              .forAudience(Audience.CLIENT);
      default ->
          advice.single().linking(AwsConsole.supportCases(region)).forAudience(Audience.CLIENT);
    };
  }

  private static List<RemedyBlock> forEachRegion(String command, Cause cause) {
    String commands =
        cause.subjects().stream()
            .filter(REGION.asMatchPredicate())
            .map(command::formatted)
            .collect(Collectors.joining("\n"));
    return commands.isEmpty() ? List.of() : List.of(RemedyBlock.aws(commands));
  }
}
