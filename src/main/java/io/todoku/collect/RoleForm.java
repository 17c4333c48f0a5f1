package io.todoku.collect;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of the form about the role; blank is not known, or the default. */
record RoleForm(
    @Nullable String principal,
    @Nullable String externalId,
    @Nullable String roleName,
    @Nullable String path,
    @Nullable String permissionsBoundary,
    @Nullable String organizationId) {

  static RoleForm of(RoleDefinition role) {
    return new RoleForm(
        role.principal(),
        role.externalId(),
        role.roleName(),
        role.path(),
        role.permissionsBoundary(),
        role.organizationId());
  }

  /**
   * @throws io.todoku.locale.InvalidInputException if IAM would refuse a value
   */
  RoleDefinition toRole() {
    return new RoleDefinition(
        principal,
        externalId,
        orEmpty(roleName),
        orEmpty(path),
        permissionsBoundary,
        organizationId);
  }

  /** Whether nothing was entered. */
  boolean isEmpty() {
    return Stream.of(
            orEmpty(principal),
            orEmpty(externalId),
            orEmpty(roleName),
            orEmpty(path),
            orEmpty(permissionsBoundary),
            orEmpty(organizationId))
        .allMatch(String::isBlank);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
