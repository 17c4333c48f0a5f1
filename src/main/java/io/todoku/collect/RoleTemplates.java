package io.todoku.collect;

import io.todoku.collect.aws.AwsCollector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The role as templates of CloudFormation and Terraform, with what is known as defaults. */
final class RoleTemplates {

  private RoleTemplates() {}

  static String cloudFormation(RoleDefinition role) {
    return """
    AWSTemplateFormatVersion: "2010-09-09"
    Description: Lets Todoku read what decides whether mail arrives. Read-only. Needs CAPABILITY_NAMED_IAM.
    Parameters:
      PrincipalArn:
        Type: String
    %s    AllowedPattern: "^%s$"
        Description: The ARN of the IAM role or user that Todoku runs as
      ExternalId:
        Type: String
    %s    AllowedPattern: "^%s$"
        Description: The external ID that Todoku has for the client
      RoleName:
        Type: String
        Default: "%s"
        AllowedPattern: "^%s$"
      RolePath:
        Type: String
        Default: "%s"
        AllowedPattern: "^(%s)$"
      PermissionsBoundary:
        Type: String
        Default: "%s"
        AllowedPattern: "^$|^%s$"
        Description: The ARN of a managed policy; empty for none
      OrganizationId:
        Type: String
        Default: "%s"
        AllowedPattern: "^$|^%s$"
        Description: The organization that Todoku's account must belong to; empty for any
    Conditions:
      HasPermissionsBoundary: !Not [!Equals [!Ref PermissionsBoundary, ""]]
      HasOrganization: !Not [!Equals [!Ref OrganizationId, ""]]
    Resources:
      TodokuRole:
        Type: AWS::IAM::Role
        Properties:
          RoleName: !Ref RoleName
          Path: !Ref RolePath
          PermissionsBoundary: !If [HasPermissionsBoundary, !Ref PermissionsBoundary, !Ref AWS::NoValue]
          AssumeRolePolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Principal:
                  AWS: !Ref PrincipalArn
                Action: sts:AssumeRole
                Condition:
                  StringEquals:
                    sts:ExternalId: !Ref ExternalId
                    aws:PrincipalOrgID: !If [HasOrganization, !Ref OrganizationId, !Ref AWS::NoValue]
          Policies:
            - PolicyName: TodokuReads
              PolicyDocument:
                Version: "2012-10-17"
                Statement:
                  - Effect: Allow
                    Resource: "*"
                    Action:
    %s
    Outputs:
      RoleArn:
        Value: !GetAtt TodokuRole.Arn
    """
        .formatted(
            defaultLine(role.principal()),
            RoleDefinition.PRINCIPAL_FORM,
            defaultLine(role.externalId()),
            RoleDefinition.EXTERNAL_ID_FORM,
            role.roleName(),
            RoleDefinition.NAME_FORM,
            role.path(),
            RoleDefinition.PATH_FORM,
            orEmpty(role.permissionsBoundary()),
            RoleDefinition.BOUNDARY_FORM,
            orEmpty(role.organizationId()),
            RoleDefinition.ORGANIZATION_FORM,
            actions("                - ", "", "\n"));
  }

  private static String defaultLine(@Nullable String value) {
    return value == null ? "" : "    Default: \"%s\"\n".formatted(value);
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }

  static String terraform(RoleDefinition role) {
    return """
    # a module: save it as todoku-role/main.tf, or use it as it is
    terraform {
      required_providers {
        aws = {
          source = "hashicorp/aws"
        }
      }
    }

    variable "principal_arn" {
      type        = string
    %s  description = "The ARN of the IAM role or user that Todoku runs as"
    }

    variable "external_id" {
      type        = string
    %s  description = "The external ID that Todoku has for the client"
    }

    variable "role_name" {
      type    = string
      default = "%s"
    }

    variable "role_path" {
      type    = string
      default = "%s"
    }

    variable "permissions_boundary" {
      type        = string
      default     = %s
      description = "The ARN of a managed policy; null for none"
    }

    variable "organization_id" {
      type        = string
      default     = %s
      description = "The organization that Todoku's account must belong to; null for any"
    }

    resource "aws_iam_role" "todoku" {
      name                 = var.role_name
      path                 = var.role_path
      permissions_boundary = var.permissions_boundary
      assume_role_policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Allow"
          Principal = { AWS = var.principal_arn }
          Action    = "sts:AssumeRole"
          Condition = {
            StringEquals = { for key, value in {
              "sts:ExternalId"     = var.external_id
              "aws:PrincipalOrgID" = var.organization_id
            } : key => value if value != null }
          }
        }]
      })
    }

    resource "aws_iam_role_policy" "todoku_reads" {
      name = "TodokuReads"
      role = aws_iam_role.todoku.id
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          Resource = "*"
          Action = [
    %s
          ]
        }]
      })
    }

    output "role_arn" {
      value = aws_iam_role.todoku.arn
    }
    """
        .formatted(
            terraformDefault(role.principal()),
            terraformDefault(role.externalId()),
            role.roleName(),
            role.path(),
            quotedOrNull(role.permissionsBoundary()),
            quotedOrNull(role.organizationId()),
            actions("        \"", "\"", ",\n"));
  }

  private static String terraformDefault(@Nullable String value) {
    return value == null ? "" : "  default     = \"%s\"\n".formatted(value);
  }

  private static String quotedOrNull(@Nullable String value) {
    return value == null ? "null" : '"' + value + '"';
  }

  static String actions(String before, String after, String between) {
    return AwsCollector.actions().stream()
        .sorted()
        .map(action -> before + action + after)
        .collect(Collectors.joining(between));
  }
}
