package io.todoku.collect;

import org.jspecify.annotations.Nullable;

/**
 * The formats of the role that an account grants to Todoku: read-only, for exactly the calls that
 * the collectors make.
 */
public enum RolePolicyFormat {
  /** Commands that create the role in one account: a template and its deployment. */
  COMMAND,
  /** Commands that create the role in all accounts of organizational units. */
  STACKSET,
  /** A CloudFormation template with the role, its trust and its policy. */
  CLOUDFORMATION,
  /** A Terraform module with the role, its trust and its policy. */
  TERRAFORM,
  /** An IAM policy document: what the role allows. */
  JSON,
  /** The trust policy of the role, as an IAM policy document. */
  TRUST,
  /** The policy of what Todoku runs as, which lets it assume the roles. */
  PRINCIPAL;

  /** Whether it is a JSON document. */
  boolean isJson() {
    return this == JSON || this == TRUST || this == PRINCIPAL;
  }

  /** Returns the role in this format, with nothing filled in. */
  public String text() {
    return text(RoleDefinition.UNKNOWN);
  }

  /** Returns the role in this format. */
  public String text(RoleDefinition role) {
    return switch (this) {
      case COMMAND -> RoleCommands.deploy(role);
      case STACKSET -> RoleCommands.stackSet(role);
      case CLOUDFORMATION -> RoleTemplates.cloudFormation(role);
      case TERRAFORM -> RoleTemplates.terraform(role);
      case JSON ->
          """
          {
            "Version": "2012-10-17",
            "Statement": [
              {
                "Sid": "TodokuReads",
                "Effect": "Allow",
                "Action": [
          %s
                ],
                "Resource": "*"
              }
            ]
          }
          """
              .formatted(RoleTemplates.actions("        \"", "\"", ",\n"));
      case TRUST ->
          """
          {
            "Version": "2012-10-17",
            "Statement": [
              {
                "Effect": "Allow",
                "Principal": { "AWS": "%s" },
                "Action": "sts:AssumeRole",
                "Condition": {
                  "StringEquals": {
                    "sts:ExternalId": "%s"%s
                  }
                }
              }
            ]
          }
          """
              .formatted(
                  orElse(role.principal(), "PRINCIPAL-ARN"),
                  orElse(role.externalId(), "EXTERNAL-ID"),
                  member("aws:PrincipalOrgID", role.organizationId()));
      case PRINCIPAL ->
          """
          {
            "Version": "2012-10-17",
            "Statement": [
              {
                "Sid": "TodokuAssumesRoles",
                "Effect": "Allow",
                "Action": "sts:AssumeRole",
                "Resource": "%s"
              }
            ]
          }
          """
              .formatted(role.arnPattern());
    };
  }

  private static String member(String key, @Nullable String value) {
    return value == null ? "" : ",\n          \"%s\": \"%s\"".formatted(key, value);
  }

  private static String orElse(@Nullable String value, String placeholder) {
    return value == null ? placeholder : value;
  }
}
