package io.todoku.checklist;

import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.ShellArgument;
import java.util.List;

/** What helps where Todoku’s own credentials are missing or not accepted. */
final class CredentialRemedies {

  private CredentialRemedies() {}

  static Remedy of(CauseAdvice advice) {
    String detail = advice.cause().reasons().getFirst().detail();
    String profile = ShellArgument.quote(detail.replaceFirst(":.*", ""));
    List<RemedyBlock> identity = shell("aws sts get-caller-identity --profile " + profile);
    return switch (advice.cause().kind()) {
      case NO_CREDENTIALS ->
          advice.oneOf(
              advice.option(
                  "profile",
                  List.of(),
                  shell("aws configure --profile PROFILE-NAME"),
                  shell("aws sts get-caller-identity --profile PROFILE-NAME")),
              advice.option("machine", List.of(), List.of(), shell("aws sts get-caller-identity")));
      case NO_SUCH_PROFILE ->
          advice.oneOf(
              advice.option(
                  "add", List.of(), shell("aws configure --profile " + profile), identity),
              advice.option("other", shell("aws configure list-profiles"), List.of(), List.of()));
      case SSO_SIGN_IN_NEEDED ->
          advice.single(List.of(), shell("aws sso login --profile " + profile), identity);
      case LOGIN_NEEDED ->
          advice.single(List.of(), shell("aws login --profile " + profile), identity);
      case CREDENTIAL_PROCESS_FAILED ->
          advice.single(
              shell("aws configure get credential_process --profile " + profile),
              List.of(),
              identity);
      case MFA_CODE_NEEDED ->
          advice.oneOf(
              advice.option(
                  "file",
                  List.of(),
                  shell("todoku collect --account " + advice.account() + " --output snapshot.json"),
                  List.of()),
              advice.option("role"));
      case CREDENTIALS_EXPIRED, CREDENTIALS_INVALID ->
          advice
              .single(shell("aws configure list"), List.of(), shell("aws sts get-caller-identity"))
              .linking(AccessConsole.accessKeys(advice.partition()));
      case CLOCK_SKEW ->
          advice.single(
              shell("timedatectl status"),
              shell("sudo chronyc makestep"),
              shell("chronyc tracking"));
      default -> advice.single();
    };
  }

  private static List<RemedyBlock> shell(String command) {
    return List.of(RemedyBlock.shell(command));
  }
}
