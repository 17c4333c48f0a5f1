package io.todoku.checklist;

import io.todoku.rule.BlockForm;
import io.todoku.rule.BlockKind;
import io.todoku.rule.CauseScope;
import io.todoku.rule.Hcl;
import io.todoku.rule.HclLabel;
import io.todoku.rule.Remedy;
import io.todoku.rule.Remedy.Audience;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.RemedyLink;
import io.todoku.snapshot.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What helps where a policy denies a call, or a role does not admit Todoku. */
final class DenialRemedies {

  private static final String ASSUME_ROLE = "sts:AssumeRole";
  private static final String NO_POLICY_ALLOWS = "because no ";

  private static final Pattern ACTION = Pattern.compile("[a-z0-9-]+:[A-Za-z0-9]+");

  private final CauseAdvice advice;
  private final Cause cause;
  private final DeniedPrincipal principal;
  private final List<String> actions;
  private final String resource;

  private DenialRemedies(CauseAdvice advice) {
    this.advice = advice;
    this.cause = advice.cause();
    this.principal =
        DeniedPrincipal.of(cause.reasons())
            .orElseGet(() -> DeniedPrincipal.roleOf(advice.partition(), advice.account()));
    boolean login = cause.scope() == CauseScope.LOGIN;
    this.actions =
        login
            ? List.of(ASSUME_ROLE)
            : cause.subjects().stream().filter(ACTION.asMatchPredicate()).toList();
    this.resource = login ? DeniedPrincipal.refusedRole(cause.reasons()).orElse("*") : "*";
  }

  static Remedy of(CauseAdvice advice) {
    return new DenialRemedies(advice).remedy();
  }

  private Remedy remedy() {
    return switch (cause.kind()) {
      case DENIED, MAY_NOT_ASSUME_ROLE -> missingAllow();
      case NO_ACCESS -> trust();
      case DENIED_EXPLICITLY ->
          advice.single(simulation(), exception(), simulation()).linking(console());
      case DENIED_BY_SERVICE_CONTROL_POLICY -> organization("SERVICE_CONTROL_POLICY");
      case DENIED_BY_RESOURCE_CONTROL_POLICY -> organization("RESOURCE_CONTROL_POLICY");
      case DENIED_BY_PERMISSIONS_BOUNDARY ->
          advice.single(boundary(), statement(), simulation()).linking(console());
      case DENIED_BY_ENDPOINT_POLICY ->
          advice
              .single(
                  List.of(),
                  policy(PolicyStatement.allow(actions, resource).forEverybody().json()),
                  List.of())
              .linking(AccessConsole.endpoints(advice.partition()));
      default -> advice.single(List.of(), statement(), List.of());
    };
  }

  private RemedyLink console() {
    return AccessConsole.principal(principal);
  }

  /** The statement for exactly the calls that were denied, in each form. */
  private Remedy missingAllow() {
    if (actions.isEmpty()) {
      return advice.single().linking(console());
    }
    PolicyStatement statement = PolicyStatement.allow(actions, resource);
    // the name follows from the content, so that a policy from before is not replaced
    String name = "Todoku-" + Integer.toHexString(actions.hashCode());
    List<BlockForm> forms = new ArrayList<>();
    forms.add(new BlockForm(BlockKind.POLICY, statement.json()));
    forms.add(
        new BlockForm(
            BlockKind.AWS_CLI,
            "aws iam put-%1$s-policy --%1$s-name %2$s --policy-name %3$s --policy-document '%4$s'"
                .formatted(principal.type(), principal.name(), name, statement.document())));
    if (principal.isNamed()) {
      Hcl terraform =
          Hcl.resource(
                  "aws_iam_%s_policy".formatted(principal.type()),
                  HclLabel.of("todoku", principal.account(), name))
              .text("name", name)
              .text(principal.type(), principal.name())
              .text("policy", statement.document());
      forms.add(new BlockForm(BlockKind.TERRAFORM, terraform.toString()));
    }
    return advice
        .single(List.of(), List.of(new RemedyBlock(forms)), simulation())
        .linking(console());
  }

  /** The trust policy of the role in the account, which is another one than who asked for it. */
  private Remedy trust() {
    if (cause.scope() != CauseScope.LOGIN
        || "account-access".equals(cause.reasons().getFirst().fix())) {
      return advice.single();
    }
    Optional<String> role = DeniedPrincipal.refusedRole(cause.reasons());
    DeniedPrincipal refused =
        role.map(arn ->
                new DeniedPrincipal(
                    advice.partition(),
                    advice.account(),
                    false,
                    arn.substring(arn.lastIndexOf('/') + 1)))
            .orElseGet(() -> DeniedPrincipal.roleOf(advice.partition(), advice.account()));
    List<RemedyBlock> statement =
        DeniedPrincipal.of(cause.reasons())
            .map(caller -> policy(PolicyStatement.trust(caller.arn(), "EXTERNAL-ID").json()))
            .orElse(List.of());
    return advice
        .single(
            List.of(
                RemedyBlock.aws(
                    "aws iam get-role --role-name %s --query Role.AssumeRolePolicyDocument"
                        .formatted(refused.name()))),
            statement,
            List.of())
        .linking(AccessConsole.principal(refused));
  }

  private Remedy organization(String type) {
    String id = type.toLowerCase(Locale.ROOT).replace('_', '-');
    String account =
        cause.scope() == CauseScope.LOGIN && type.startsWith("SERVICE")
            ? principal.account()
            : advice.account();
    List<RemedyBlock> look =
        List.of(
            RemedyBlock.aws(
                "aws organizations list-policies-for-target --target-id %s --filter %s"
                    .formatted(account, type)));
    boolean noneAllows =
        !actions.isEmpty()
            && cause.reasons().stream()
                .map(Reason::detail)
                .allMatch(detail -> detail.contains(NO_POLICY_ALLOWS));
    Remedy remedy;
    if (cause.scope() == CauseScope.REGIONS) {
      remedy =
          advice.oneOf(
              advice.option("leave-out"), advice.option("except", look, exception(), List.of()));
    } else if (noneAllows) {
      remedy = advice.oneOf(advice.option("allow", look, statement(), List.of()));
    } else {
      remedy = advice.single(look, exception(), List.of());
    }
    return remedy
        .linking(AccessConsole.organizationPolicies(advice.partition(), id))
        .forAudience(Audience.CLIENT);
  }

  /** What the policies of the principal allow, its boundary and the organization included. */
  private List<RemedyBlock> simulation() {
    if (actions.isEmpty()) {
      return List.of();
    }
    return List.of(
        RemedyBlock.aws(
            "aws iam simulate-principal-policy --policy-source-arn %s --action-names %s%s --query 'EvaluationResults[].[EvalActionName,EvalDecision]' --output text"
                .formatted(
                    principal.arn(),
                    String.join(" ", actions),
                    resource.equals("*") ? "" : " --resource-arns " + resource)));
  }

  private List<RemedyBlock> boundary() {
    return List.of(
        RemedyBlock.aws(
            "aws iam get-%1$s --%1$s-name %2$s --query %3$s.PermissionsBoundary.PermissionsBoundaryArn --output text"
                .formatted(
                    principal.type(), principal.name(), principal.user() ? "User" : "Role")));
  }

  private List<RemedyBlock> statement() {
    return actions.isEmpty() ? List.of() : policy(PolicyStatement.allow(actions, resource).json());
  }

  private List<RemedyBlock> exception() {
    return policy(PolicyStatement.exceptionFor(principal.arn()));
  }

  private static List<RemedyBlock> policy(String json) {
    return List.of(RemedyBlock.of(BlockKind.POLICY, json));
  }
}
