package io.todoku.collect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Commands that create the role in one paste: they write the template and deploy it. Values are
 * those that {@link RoleDefinition} lets through, which hold no quotation mark.
 */
final class RoleCommands {

  private static final String FILE = "todoku-role.yaml";
  private static final String STACK = "todoku-role";

  private RoleCommands() {}

  /** For one account. */
  static String deploy(RoleDefinition role) {
    String parameters =
        parameters(role).entrySet().stream()
            .map(p -> " \\\n    '%s=%s'".formatted(p.getKey(), p.getValue()))
            .collect(Collectors.joining());
    return template(role)
        + """
        # with the credentials of the account that is to be read
        aws cloudformation deploy --region %s --stack-name %s \\
          --template-file %s --capabilities CAPABILITY_NAMED_IAM \\
          --parameter-overrides%s
        """
            .formatted(role.homeRegion(), STACK, FILE, parameters);
  }

  /** For all accounts of organizational units, also those that will come. */
  static String stackSet(RoleDefinition role) {
    return template(role)
        + """
        # In the management account of the organization; in a delegated administrator's account add
        # --call-as DELEGATED_ADMIN to both commands. Trusted access for StackSets must be on. The
        # management account itself gets no role by this: deploy the template there.
        OU_IDS='ou-xxxx-xxxxxxxx'  # organizational units, separated by spaces; the root (r-xxxx) is all of them
        aws cloudformation create-stack-set --region %1$s --stack-set-name %2$s \\
          --template-body file://%3$s --capabilities CAPABILITY_NAMED_IAM \\
          --permission-model SERVICE_MANAGED \\
          --auto-deployment Enabled=true,RetainStacksOnAccountRemoval=false \\
          --parameters '%4$s'
        aws cloudformation create-stack-instances --region %1$s --stack-set-name %2$s \\
          --deployment-targets "OrganizationalUnitIds=$(echo $OU_IDS | tr ' ' ,)" --regions %1$s
        """
            .formatted(role.homeRegion(), STACK, FILE, jsonParameters(role));
  }

  /**
   * For chosen accounts of an organization, which have one external id. Accounts that come later
   * get nothing by it, because they may be another client's.
   *
   * @param suffix of the name of the StackSet, letters and digits
   * @param accounts ids of twelve digits
   */
  static String stackSet(RoleDefinition role, String suffix, List<String> accounts) {
    return template(role)
        + """
        # In the management account of the organization; in a delegated administrator's account add
        # --call-as DELEGATED_ADMIN to both cloudformation commands. Trusted access for StackSets must
        # be on. The management account itself gets no role by this: deploy the template there.
        # Where the StackSet exists already, the first cloudformation command says so, and the second
        # one adds the accounts to it.
        ROOT=$(aws organizations list-roots --query 'Roots[0].Id' --output text)
        aws cloudformation create-stack-set --region %1$s --stack-set-name %2$s-%5$s \\
          --template-body file://%3$s --capabilities CAPABILITY_NAMED_IAM \\
          --permission-model SERVICE_MANAGED --auto-deployment Enabled=false \\
          --parameters '%4$s'
        aws cloudformation create-stack-instances --region %1$s --stack-set-name %2$s-%5$s \\
          --deployment-targets '{"OrganizationalUnitIds":["'"$ROOT"'"],"AccountFilterType":"INTERSECTION",
            "Accounts":[%6$s]}' \\
          --operation-preferences FailureTolerancePercentage=100,MaxConcurrentPercentage=100 \\
          --regions %1$s
        """
            .formatted(
                role.homeRegion(),
                STACK,
                FILE,
                jsonParameters(role),
                suffix,
                accounts.stream().map("\"%s\""::formatted).collect(Collectors.joining(",")));
  }

  private static String jsonParameters(RoleDefinition role) {
    return parameters(role).entrySet().stream()
        .map(p ->
            "{\"ParameterKey\":\"%s\",\"ParameterValue\":\"%s\"}"
                .formatted(p.getKey(), p.getValue()))
        .collect(Collectors.joining(",\n    ", "[\n    ", "\n  ]"));
  }

  private static String template(RoleDefinition role) {
    return "cat > %s <<'TODOKU'\n%sTODOKU\n".formatted(FILE, RoleTemplates.cloudFormation(role));
  }

  private static Map<String, String> parameters(RoleDefinition role) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("PrincipalArn", role.principal() == null ? "PRINCIPAL-ARN" : role.principal());
    parameters.put("ExternalId", role.externalId() == null ? "EXTERNAL-ID" : role.externalId());
    parameters.put("RoleName", role.roleName());
    parameters.put("RolePath", role.path());
    if (role.permissionsBoundary() != null) {
      parameters.put("PermissionsBoundary", role.permissionsBoundary());
    }
    if (role.organizationId() != null) {
      parameters.put("OrganizationId", role.organizationId());
    }
    return parameters;
  }
}
