package io.todoku.runbook.step;

import static io.todoku.runbook.MigrationScenario.FIRST_ADDRESS;
import static io.todoku.runbook.MigrationScenario.SECOND_ADDRESS;
import static io.todoku.runbook.MigrationScenario.TARGET_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.MigrationScenario;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people paste is made from what is there. */
class StepCommandsTests {

  private final MigrationScenario scenery = MigrationScenario.keepName();

  private List<String> of(String step) {
    return scenery.observe().step(step).commands();
  }

  @Test
  void theSpfRecordKeepsWhatItAllows() {
    scenery
        .spf("203.0.113.0/24", MigrationScenario.OLD_ADDRESS)
        .address(TARGET_ACCOUNT, FIRST_ADDRESS, null)
        .address(TARGET_ACCOUNT, SECOND_ADDRESS, null);

    assertThat(of("spf-covers"))
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
  void aFirstSpfRecordHasTheOldAddressToo() {
    scenery.txt("something else").address(TARGET_ACCOUNT, FIRST_ADDRESS, null);

    assertThat(of("spf-covers"))
        .containsExactly(
            "example.com.  300  IN  TXT  \"v=spf1 ip4:%s ip4:%s ip4:%s ~all\""
                .formatted(MigrationScenario.OLD_ADDRESS, FIRST_ADDRESS, SECOND_ADDRESS));
  }

  @Test
  void nothingIsWrittenOverARecordThatWasNotSeen() {
    scenery
        .makeUnknown("txt spf")
        .address(TARGET_ACCOUNT, FIRST_ADDRESS, null)
        .address(TARGET_ACCOUNT, SECOND_ADDRESS, null);

    assertThat(of("spf-covers")).isEmpty();
  }

  @Test
  void reverseDnsIsRequestedByCommandOrByForm() {
    scenery.address(TARGET_ACCOUNT, FIRST_ADDRESS, "i-1");

    assertThat(of("ptr-1"))
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
