package io.todoku.collect;

import io.todoku.locale.InvalidInputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The role that an account grants to Todoku, as far as it is known. What is null is left to whoever
 * creates the role.
 *
 * @param principal the ARN of the role or user that Todoku runs as; the only one that is trusted
 * @param externalId that whoever assumes the role must give
 * @param roleName its name
 * @param path {@code /}, or names between slashes
 * @param permissionsBoundary the ARN of a managed policy; null for none
 * @param organizationId that the principal must belong to; null for any
 */
public record RoleDefinition(
    @Nullable String principal,
    @Nullable String externalId,
    String roleName,
    String path,
    @Nullable String permissionsBoundary,
    @Nullable String organizationId) {

  public static final String DEFAULT_NAME = "Todoku";
  public static final String DEFAULT_PATH = "/";

  private static final int MAX_LENGTH = 1224;
  private static final int MAX_SHOWN = 80;

  static final String PRINCIPAL_FORM =
      "arn:aws[a-z-]*:iam::[0-9]{12}:(root|(role|user)/[A-Za-z0-9_+=,.@/-]{1,600})";
  static final String EXTERNAL_ID_FORM = "[A-Za-z0-9_+=,.@:/-]{2,1224}";
  static final String NAME_FORM = "[A-Za-z0-9_+=,.@-]{1,64}";
  static final String PATH_FORM = "/|/[A-Za-z0-9_+=,.@/-]*[A-Za-z0-9_+=,.@-]/";
  static final String BOUNDARY_FORM =
      "arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/[A-Za-z0-9_+=,.@/-]{1,600}";
  static final String ORGANIZATION_FORM = "o-[a-z0-9]{10,32}";

  /** Without anything that is to be filled in. */
  public static final RoleDefinition UNKNOWN =
      new RoleDefinition(null, null, DEFAULT_NAME, DEFAULT_PATH, null, null);

  /** The name and path of a role. */
  private static final Pattern ROLE =
      Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role(/(?:.+/)?)([^/]+)");

  /**
   * @throws InvalidInputException if IAM would refuse a value; blank is null or the default
   */
  public RoleDefinition {
    principal = checked(RoleInputProblem.PRINCIPAL, principal, PRINCIPAL_FORM);
    externalId = checked(RoleInputProblem.EXTERNAL_ID, externalId, EXTERNAL_ID_FORM);
    roleName = orElse(checked(RoleInputProblem.NAME, roleName, NAME_FORM), DEFAULT_NAME);
    path = orElse(checked(RoleInputProblem.PATH, path, PATH_FORM), DEFAULT_PATH);
    permissionsBoundary = checked(RoleInputProblem.BOUNDARY, permissionsBoundary, BOUNDARY_FORM);
    organizationId = checked(RoleInputProblem.ORGANIZATION, organizationId, ORGANIZATION_FORM);
  }

  private static String orElse(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  private static @Nullable String checked(
      RoleInputProblem problem, @Nullable String text, String form) {
    String given = text == null ? "" : text.strip();
    if (given.isEmpty()) {
      return null;
    }
    if (given.length() > MAX_LENGTH || !Pattern.matches(form, given)) {
      throw new InvalidInputException(
          problem, given.substring(0, Math.min(given.length(), MAX_SHOWN)));
    }
    return given;
  }

  /** {@code aws}, {@code aws-cn} or {@code aws-us-gov}, as the principal tells it. */
  String partition() {
    return principal == null ? "aws" : principal.split(":", 3)[1];
  }

  /** Returns the same role under the name and path of a role that exists or is planned. */
  RoleDefinition named(@Nullable String roleArn) {
    Matcher arn = ROLE.matcher(roleArn == null ? "" : roleArn.strip());
    return arn.matches()
        ? new RoleDefinition(
            principal, externalId, arn.group(2), arn.group(1), permissionsBoundary, organizationId)
        : this;
  }

  /** The Region for commands about IAM, which exists once in a partition. */
  String homeRegion() {
    return switch (partition()) {
      case "aws-cn" -> "cn-north-1";
      case "aws-us-gov" -> "us-gov-west-1";
      default -> "us-east-1";
    };
  }

  /** The ARN of the role in every account. */
  String arnPattern() {
    return "arn:%s:iam::*:role%s%s".formatted(partition(), path, roleName);
  }
}
