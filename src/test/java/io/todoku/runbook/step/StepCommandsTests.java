package io.todoku.runbook.step;

import static io.todoku.runbook.MigrationScenario.FIRST_ADDRESS;
import static io.todoku.runbook.MigrationScenario.SECOND_ADDRESS;
import static io.todoku.runbook.MigrationScenario.TARGET_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.BlockForm;
import io.todoku.rule.BlockKind;
import io.todoku.runbook.MigrationScenario;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The commands and records of steps are filled in with what was observed. */
class StepCommandsTests {

  private final MigrationScenario scenario = MigrationScenario.keepName();

  private List<String> commandsOf(String step) {
    return kindsAndTexts(step).stream().map(BlockForm::text).toList();
  }

  private List<BlockForm> kindsAndTexts(String step) {
    return scenario.observe().step(step).blocks().stream()
        .flatMap(block -> block.forms().stream())
        .toList();
  }

  @Test
  void theSpfRecordKeepsItsPresentMechanisms() {
    scenario
        .spf("203.0.113.0/24", MigrationScenario.OLD_ADDRESS)
        .elasticIp(TARGET_ACCOUNT, FIRST_ADDRESS, null)
        .elasticIp(TARGET_ACCOUNT, SECOND_ADDRESS, null);

    assertThat(commandsOf("spf-covers"))
        .first()
        .asString()
        .startsWith("example.com.  300  IN  TXT")
        .contains(
            "ip4:203.0.113.0/24",
            "ip4:" + MigrationScenario.OLD_ADDRESS,
            "ip4:" + FIRST_ADDRESS,
            "ip4:" + SECOND_ADDRESS,
            " -all");
  }

  @Test
  void aFirstSpfRecordIncludesTheOldAddress() {
    scenario.txt("something else").elasticIp(TARGET_ACCOUNT, FIRST_ADDRESS, null);

    assertThat(commandsOf("spf-covers"))
        .containsExactly(
            "example.com.  300  IN  TXT  \"v=spf1 ip4:%s ip4:%s ip4:%s ~all\""
                .formatted(MigrationScenario.OLD_ADDRESS, FIRST_ADDRESS, SECOND_ADDRESS));
  }

  @Test
  void anUnknownSpfRecordGivesNoCommand() {
    scenario
        .makeUnknown("txt spf")
        .elasticIp(TARGET_ACCOUNT, FIRST_ADDRESS, null)
        .elasticIp(TARGET_ACCOUNT, SECOND_ADDRESS, null);

    assertThat(commandsOf("spf-covers")).isEmpty();
  }

  @Test
  void anAddressRecordHasEachFormOfTheChecklist() {
    scenario.elasticIp(TARGET_ACCOUNT, FIRST_ADDRESS, null);

    assertThat(scenario.observe().step("a-1").blocks())
        .singleElement()
        .satisfies(block ->
            assertThat(block.forms())
                .extracting(BlockForm::kind)
                .containsExactly(
                    BlockKind.ZONE_RECORD, BlockKind.ROUTE53_CLI, BlockKind.TERRAFORM));
    assertThat(commandsOf("a-1"))
        .first()
        .isEqualTo("mail2.example.com.  300  IN  A  " + FIRST_ADDRESS);
  }

  /** Whoever pasted an MX record for Route 53 would lose the others of the domain. */
  @Test
  void anMxRecordIsALineOfAZoneFileAlone() {
    assertThat(kindsAndTexts("mx-1"))
        .extracting(BlockForm::kind)
        .containsOnly(BlockKind.ZONE_RECORD);
  }

  @Test
  void reverseDnsIsSetByCommandOrByForm() {
    scenario.elasticIp(TARGET_ACCOUNT, FIRST_ADDRESS, "i-1");

    assertThat(scenario.observe().step("ptr-1").blocks())
        .singleElement()
        .satisfies(block ->
            assertThat(block.forms())
                .extracting(BlockForm::kind)
                .containsExactly(BlockKind.AWS_CLI, BlockKind.REQUEST_TEXT));

    assertThat(commandsOf("ptr-1"))
        .satisfiesExactly(
            command ->
                assertThat(command)
                    .isEqualTo(
                        "aws ec2 modify-address-attribute --allocation-id eipalloc-%s --domain-name"
                                .formatted(FIRST_ADDRESS)
                            + " mail2.example.com --region ap-northeast-1"),
            form ->
                assertThat(form)
                    .contains(
                        "Account: " + TARGET_ACCOUNT,
                        "Elastic IP address: " + FIRST_ADDRESS,
                        "Reverse DNS record: mail2.example.com"));
  }
}
