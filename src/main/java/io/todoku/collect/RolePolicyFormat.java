package io.todoku.collect;

import io.todoku.collect.aws.AwsCollector;
import java.util.stream.Collectors;

/**
 * The formats of the role that an account grants to Todoku: read-only, for exactly the calls that
 * the collectors make.
 */
public enum RolePolicyFormat {
  /** An IAM policy document. */
  JSON,
  /** A CloudFormation template with the role, its trust and its policy. */
  CLOUDFORMATION,
  /** Terraform resources for the role, its trust and its policy. */
  TERRAFORM;

  /** Returns the policy in this format. */
  public String text() {
    return switch (this) {
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
              .formatted(actions("        \"", "\"", ",\n"));
      case CLOUDFORMATION ->
          """
          AWSTemplateFormatVersion: "2010-09-09"
          Description: Lets Todoku read what decides whether mail arrives. Read-only.
          Parameters:
            TrustedAccount:
              Type: String
              AllowedPattern: "\\\\d{12}"
              Description: The account that Todoku runs in
            ExternalId:
              Type: String
              MinLength: 2
              Description: The external ID that Todoku is configured with
          Resources:
            TodokuRole:
              Type: AWS::IAM::Role
              Properties:
                RoleName: Todoku
                AssumeRolePolicyDocument:
                  Version: "2012-10-17"
                  Statement:
                    - Effect: Allow
                      Principal: { AWS: !Sub "arn:${AWS::Partition}:iam::${TrustedAccount}:root" }
                      Action: sts:AssumeRole
                      Condition: { StringEquals: { sts:ExternalId: !Ref ExternalId } }
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
              .formatted(actions("                  - ", "", "\n"));
      case TERRAFORM ->
          """
          variable "trusted_account" {
            type        = string
            description = "The account that Todoku runs in"
          }

          variable "external_id" {
            type        = string
            description = "The external ID that Todoku is configured with"
          }

          resource "aws_iam_role" "todoku" {
            name = "Todoku"
            assume_role_policy = jsonencode({
              Version = "2012-10-17"
              Statement = [{
                Effect    = "Allow"
                Principal = { AWS = "arn:aws:iam::${var.trusted_account}:root" }
                Action    = "sts:AssumeRole"
                Condition = { StringEquals = { "sts:ExternalId" = var.external_id } }
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
              .formatted(actions("        \"", "\"", ",\n"));
    };
  }

  private static String actions(String before, String after, String between) {
    return AwsCollector.actions().stream()
        .sorted()
        .map(action -> before + action + after)
        .collect(Collectors.joining(between));
  }
}
