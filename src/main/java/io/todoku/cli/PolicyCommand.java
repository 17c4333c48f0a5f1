package io.todoku.cli;

import io.todoku.collect.OrganizationPolicy;
import io.todoku.collect.RolePolicyFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the policy of the role that Todoku reads an account with. */
@Command(
    name = "policy",
    description = "Prints the read-only IAM policy that Todoku needs in an account.",
    mixinStandardHelpOptions = true)
class PolicyCommand implements Callable<Integer> {

  @Option(
      names = "--format",
      paramLabel = "json|cloudformation|terraform",
      defaultValue = "json",
      description = "output format; default: ${DEFAULT-VALUE}")
  RolePolicyFormat format = RolePolicyFormat.JSON;

  @Option(
      names = "--organization",
      description =
          "the policy that lists the accounts of an organization, for the management account or a"
              + " delegated administrator; JSON only")
  boolean organization;

  private final CommandOutput output;

  PolicyCommand(CommandOutput output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    if (organization && format != RolePolicyFormat.JSON) {
      throw new UsageException("--organization prints JSON only");
    }
    output.print(organization ? OrganizationPolicy.text() : format.text());
    return TodokuCommandLine.READY;
  }
}
