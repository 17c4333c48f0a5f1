package io.todoku.collect;

import io.todoku.locale.InputProblem;

/** What IAM would refuse of a role. */
enum RoleInputProblem implements InputProblem {
  PRINCIPAL(
      "role.wrong.principal",
      "\"%s\" is not a principal, such as arn:aws:iam::123456789012:role/Todoku"),
  EXTERNAL_ID(
      "role.wrong.external-id",
      "\"%s\" is not an external id: 2 to 1224 letters, digits or signs of + = , . @ : / -"),
  NAME(
      "role.wrong.name",
      "\"%s\" is not the name of a role: up to 64 letters, digits or signs of + = , . @ -"),
  PATH("role.wrong.path", "\"%s\" is not the path of a role, such as / or /service/"),
  BOUNDARY(
      "role.wrong.boundary",
      "\"%s\" is not a permissions boundary, such as arn:aws:iam::123456789012:policy/Boundary"),
  ORGANIZATION(
      "role.wrong.organization", "\"%s\" is not the id of an organization, such as o-a1b2c3d4e5");

  private final String key;
  private final String englishText;

  RoleInputProblem(String key, String englishText) {
    this.key = key;
    this.englishText = englishText;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String englishText() {
    return englishText;
  }
}
