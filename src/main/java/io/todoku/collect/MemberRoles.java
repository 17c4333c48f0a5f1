package io.todoku.collect;

import io.todoku.snapshot.Observed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Commands that create the role in many accounts. */
@Component
public class MemberRoles {

  private final OwnPrincipal ownPrincipal;

  MemberRoles(OwnPrincipal ownPrincipal) {
    this.ownPrincipal = ownPrincipal;
  }

  /** What Todoku runs as; empty where that is not known. */
  public Optional<RolePrincipal> principal() {
    return ownPrincipal.find();
  }

  /** The ARN that STS tells of Todoku's credentials, or why it tells none. */
  public Observed<String> caller() {
    return ownPrincipal.caller();
  }

  /**
   * The role that accounts are to grant.
   *
   * @param principal that it trusts; blank for what Todoku runs as
   * @param roleArn whose name and path it has
   * @throws io.todoku.locale.InvalidInputException if IAM would refuse the principal
   */
  public RoleDefinition define(String principal, @Nullable String externalId, String roleArn) {
    String own = principal().map(RolePrincipal::arn).orElse(null);
    return new RoleDefinition(
            principal.isBlank() ? own : principal,
            externalId,
            RoleDefinition.DEFAULT_NAME,
            RoleDefinition.DEFAULT_PATH,
            null,
            null)
        .named(roleArn);
  }

  /** A stack in one account, for whoever has its credentials. */
  public String stack(RoleDefinition role) {
    return RoleCommands.deploy(role);
  }

  /**
   * A service-managed StackSet for accounts of one client, with the external id of that client.
   *
   * @param name by which the StackSet is known; its name is derived from it, and one with the same
   *     name has the same role
   * @param accounts ids of twelve digits
   */
  public String stackSet(RoleDefinition role, String name, List<String> accounts) {
    return RoleCommands.stackSet(role, suffix(name), accounts);
  }

  /** A hash instead of the name, because the name may come from a tag that a stranger wrote. */
  private static String suffix(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString().substring(0, 8);
  }
}
