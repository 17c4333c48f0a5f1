package io.todoku.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that create the role in accounts of an organization, for one client each. */
class MemberRolesTests {

  private static final String HOSTILE = "Example KK'; rm -rf \"$HOME\" `id` # \n";

  private final OwnPrincipal own = mock();
  private final MemberRoles roles = new MemberRoles(own);

  @BeforeEach
  void runAsNobodyKnown() {
    when(own.find()).thenReturn(Optional.empty());
  }

  private String commands(String client, String externalId, String... accounts) {
    return roles.stackSet(
        roles.define("", externalId, "arn:aws:iam::111111111111:role/mail/Audit"),
        client,
        List.of(accounts));
  }

  private static String nameOfStackSet(String commands) {
    return commands.replaceFirst("(?s).*--stack-set-name (\\S+).*", "$1");
  }

  @Test
  void exactlyTheseAccountsGetTheRoleWithTheExternalIdOfTheirClient() {
    String commands = commands("Example KK", "of-example", "111111111111", "222222222222");

    assertThat(commands)
        .contains("\"Accounts\":[\"111111111111\",\"222222222222\"]")
        .contains("\"AccountFilterType\":\"INTERSECTION\"")
        .contains("{\"ParameterKey\":\"ExternalId\",\"ParameterValue\":\"of-example\"}")
        .contains("\"ParameterValue\":\"Audit\"", "\"ParameterValue\":\"/mail/\"")
        .contains("--auto-deployment Enabled=false");
  }

  @Test
  void aPrincipalThatSomebodyEntersIsTrusted() {
    RoleDefinition role =
        roles.define(
            "arn:aws:iam::999999999999:role/Todoku", "x1", "arn:aws:iam::111111111111:role/Todoku");

    assertThat(roles.stack(role))
        .contains("'PrincipalArn=arn:aws:iam::999999999999:role/Todoku'")
        .doesNotContain("PRINCIPAL-ARN");
  }

  @Test
  void clientsHaveStackSetsOfTheirOwnAndOneClientAlwaysTheSame() {
    String first = nameOfStackSet(commands("Example KK", "of-example", "111111111111"));

    assertThat(first).matches("todoku-role-[0-9a-f]{8}");
    assertThat(nameOfStackSet(commands("Example KK", "of-example", "333333333333")))
        .isEqualTo(first);
    assertThat(nameOfStackSet(commands("Nagi Shop", "of-nagi", "111111111111")))
        .isNotEqualTo(first);
  }

  /** The name of a client may come from a tag that anybody wrote. */
  @Test
  void theNameOfTheClientIsNoPartOfTheCommands(@TempDir Path dir) throws Exception {
    String commands = commands(HOSTILE, "of-example", "111111111111");
    Path script = Files.writeString(dir.resolve("commands.sh"), commands);

    assertThat(commands).doesNotContain("rm -rf", "Example KK");
    Process checked =
        new ProcessBuilder("bash", "-n", script.toString()).redirectErrorStream(true).start();
    assertThat(new String(checked.getInputStream().readAllBytes())).isEmpty();
    assertThat(checked.waitFor()).isZero();
  }
}
