package io.todoku.cli;

import io.todoku.collect.OrganizationPolicy;
import io.todoku.collect.RoleDefinition;
import io.todoku.collect.RolePolicyFormat;
import io.todoku.locale.InvalidInputException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the role that Todoku reads an account with. */
@Command(
    name = "policy",
    description = "Prints the read-only role or IAM policy that Todoku needs in an account.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  todoku policy",
      "  todoku policy --format command --principal arn:aws:iam::111111111111:role/Todoku"
          + " --external-id ID"
    })
class PolicyCommand implements Callable<Integer> {

  @Option(
      names = "--format",
      paramLabel = "json|command|stackset|cloudformation|terraform|trust|principal",
      defaultValue = "json",
      description = {
        "json: the policy of the role; command: what creates the role in one paste, and stackset in"
            + " an organization; cloudformation, terraform: templates; trust: the trust policy of"
            + " the role; principal: the policy of what Todoku runs as.",
        "Default: ${DEFAULT-VALUE}"
      })
  RolePolicyFormat format = RolePolicyFormat.JSON;

  @Option(
      names = "--organization",
      description =
          "the policy that lists the accounts of an organization, for the management account or a"
              + " delegated administrator; JSON only")
  boolean organization;

  @Option(
      names = "--principal",
      paramLabel = "ARN",
      description = "the IAM role or user that Todoku runs as, which the role trusts")
  @Nullable String principal;

  @Option(names = "--external-id", paramLabel = "ID", description = "the external id of the client")
  @Nullable String externalId;

  @Option(names = "--role-name", paramLabel = "NAME", description = "default: ${DEFAULT-VALUE}")
  String roleName = RoleDefinition.DEFAULT_NAME;

  @Option(names = "--path", paramLabel = "PATH", description = "default: ${DEFAULT-VALUE}")
  String path = RoleDefinition.DEFAULT_PATH;

  @Option(
      names = "--permissions-boundary",
      paramLabel = "ARN",
      description = "the managed policy that bounds the role; default: none")
  @Nullable String permissionsBoundary;

  @Option(
      names = "--org-id",
      paramLabel = "ID",
      description = "the organization that the principal must belong to; default: any")
  @Nullable String organizationId;

  private final CommandOutput output;

  PolicyCommand(CommandOutput output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    if (organization && format != RolePolicyFormat.JSON) {
      throw new UsageException("--organization prints JSON only");
    }
    RoleDefinition role;
    try {
      role =
          new RoleDefinition(
              principal, externalId, roleName, path, permissionsBoundary, organizationId);
    } catch (InvalidInputException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()));
    }
    output.print(organization ? OrganizationPolicy.text() : format.text(role));
    return TodokuCommandLine.READY;
  }
}
