package io.todoku.collect;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Commands that create the role in accounts of an organization. */
@Component
public class MemberRoles {

  private final OwnPrincipal ownPrincipal;

  MemberRoles(OwnPrincipal ownPrincipal) {
    this.ownPrincipal = ownPrincipal;
  }

  /**
   * A service-managed StackSet for accounts of one client, with the external id of that client.
   *
   * @param client whose accounts they are; the name of the StackSet is derived from it
   * @param accounts ids of twelve digits
   */
  public String stackSet(
      String client, String externalId, String roleName, String path, List<String> accounts) {
    return RoleCommands.stackSet(
        new RoleDefinition(
            ownPrincipal.find().map(RolePrincipal::arn).orElse(null),
            externalId,
            roleName,
            path,
            null,
            null),
        suffix(client),
        accounts);
  }

  /** A hash instead of the name, because the name may come from a tag that a stranger wrote. */
  private static String suffix(String client) {
    return UUID.nameUUIDFromBytes(client.getBytes(StandardCharsets.UTF_8))
        .toString()
        .substring(0, 8);
  }
}
