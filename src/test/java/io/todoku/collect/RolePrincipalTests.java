package io.todoku.collect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RolePrincipalTests {

  @ParameterizedTest
  @CsvSource({
    "arn:aws:sts::999999999999:assumed-role/Todoku/i-0abc, arn:aws:iam::999999999999:role/Todoku, true",
    "arn:aws-cn:sts::999999999999:assumed-role/Todoku/x@y, arn:aws-cn:iam::999999999999:role/Todoku, true",
    "arn:aws-us-gov:iam::999999999999:user/ci/todoku, arn:aws-us-gov:iam::999999999999:user/ci/todoku, false",
    "arn:aws:iam::999999999999:root, arn:aws:iam::999999999999:root, false",
  })
  void theTrustPolicyNamesTheRoleOfASessionAndNotTheSession(
      String caller, String trusted, boolean withoutPath) {
    assertThat(RolePrincipal.ofCaller(caller)).contains(new RolePrincipal(trusted, withoutPath));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "999999999999",
        "",
        "arn:aws:sts::999999999999:federated-user/mika",
        "arn:aws:s3:::x"
      })
  void whatNoTrustPolicyCanNameForLongIsNotProposed(String caller) {
    assertThat(RolePrincipal.ofCaller(caller)).isEmpty();
  }

  @Test
  void aRoleInChinaIsWrittenInItsPartition() {
    RoleDefinition role =
        new RoleDefinition(
            "arn:aws-cn:iam::999999999999:role/Todoku",
            "between-us",
            "Reader",
            "/ops/",
            null,
            null);

    assertThat(RolePolicyFormat.PRINCIPAL.text(role))
        .contains("\"Resource\": \"arn:aws-cn:iam::*:role/ops/Reader\"");
    assertThat(RolePolicyFormat.COMMAND.text(role))
        .contains("--region cn-north-1", "'RoleName=Reader'", "'RolePath=/ops/'")
        .contains("CAPABILITY_NAMED_IAM", "'ExternalId=between-us'")
        .doesNotContain("PermissionsBoundary=", "OrganizationId=");
    assertThat(RolePolicyFormat.TRUST.text(role))
        .contains("\"AWS\": \"arn:aws-cn:iam::999999999999:role/Todoku\"")
        .doesNotContain("PrincipalOrgID");
  }

  @Test
  void aPlannedRoleKeepsItsNameAndPath() {
    RoleDefinition named =
        RoleDefinition.UNKNOWN.named("arn:aws:iam::111111111111:role/a/b/Reader");

    assertThat(named.roleName()).isEqualTo("Reader");
    assertThat(named.path()).isEqualTo("/a/b/");
    assertThat(RoleDefinition.UNKNOWN.named("Todoku")).isEqualTo(RoleDefinition.UNKNOWN);
    assertThat(RoleDefinition.UNKNOWN.named("arn:aws:iam::111111111111:role/Reader").path())
        .isEqualTo("/");
  }
}
