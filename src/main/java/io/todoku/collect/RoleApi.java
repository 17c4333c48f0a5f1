package io.todoku.collect;

import io.todoku.account.VisibleAccounts;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The API of the role that an account grants to Todoku. */
@RestController
@RouteAccess(value = UserRole.OPERATOR, scope = DataScope.EVERY_CLIENT)
class RoleApi {

  private static final MediaType TEXT = MediaType.valueOf("text/plain;charset=UTF-8");

  private final VisibleAccounts accounts;
  private final RoleOfAccount roles;

  RoleApi(VisibleAccounts accounts, RoleOfAccount roles) {
    this.accounts = accounts;
    this.roles = roles;
  }

  /**
   * The role in one format, filled in for the account.
   *
   * @param format by default the commands that create the role
   * @param principal instead of what Todoku runs as
   * @param roleName instead of that of the account's role
   * @param path instead of that of the account's role
   */
  @GetMapping(
      path = "/api/v1/accounts/{id}/role",
      produces = {MediaType.TEXT_PLAIN_VALUE, MediaType.APPLICATION_JSON_VALUE})
  ResponseEntity<byte[]> role(
      @PathVariable String id,
      @RequestParam(defaultValue = "command") String format,
      @RequestParam(required = false) @Nullable String principal,
      @RequestParam(required = false) @Nullable String roleName,
      @RequestParam(required = false) @Nullable String path,
      @RequestParam(required = false) @Nullable String permissionsBoundary,
      @RequestParam(required = false) @Nullable String orgId) {
    RolePolicyFormat chosen = format(format);
    RoleDefinition known = roles.of(accounts.get(id));
    RoleDefinition role =
        new RoleDefinition(
            orElse(principal, known.principal()),
            known.externalId(),
            Optional.ofNullable(roleName).orElse(known.roleName()),
            Optional.ofNullable(path).orElse(known.path()),
            permissionsBoundary,
            orgId);
    return ResponseEntity.ok()
        .contentType(chosen.isJson() ? MediaType.APPLICATION_JSON : TEXT)
        .body(chosen.text(role).getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String orElse(@Nullable String given, @Nullable String known) {
    return given == null ? known : given;
  }

  private static RolePolicyFormat format(String name) {
    return Arrays.stream(RolePolicyFormat.values())
        .filter(format -> format.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() ->
            InvalidInputException.withMessage(
                "format must be one of "
                    + Arrays.stream(RolePolicyFormat.values())
                        .map(format -> format.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "))));
  }
}
