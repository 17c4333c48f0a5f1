package io.todoku.runbook;

import static io.todoku.runbook.Scenery.HERE;
import static io.todoku.runbook.Scenery.ONE;
import static io.todoku.runbook.Scenery.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What people paste is made from what is there. */
class PastedTests {

  private final Scenery scenery = Scenery.keepName();

  private List<String> of(String step) {
    return scenery.look().step(step).commands();
  }

  @Test
  void theSpfRecordKeepsWhatItAllows() {
    scenery.spf("203.0.113.0/24", Scenery.OLD).address(HERE, ONE, null).address(HERE, TWO, null);

    assertThat(of("spf-covers"))
        .first()
        .asString()
        .startsWith("example.com.  300  IN  TXT")
        .contains("ip4:203.0.113.0/24", "ip4:" + Scenery.OLD, "ip4:" + ONE, "ip4:" + TWO, " -all");
  }

  @Test
  void aFirstSpfRecordHasTheOldAddressToo() {
    scenery.txt("something else").address(HERE, ONE, null);

    assertThat(of("spf-covers"))
        .containsExactly(
            "example.com.  300  IN  TXT  \"v=spf1 ip4:%s ip4:%s ip4:%s ~all\""
                .formatted(Scenery.OLD, ONE, TWO));
  }

  @Test
  void nothingIsWrittenOverARecordThatWasNotSeen() {
    scenery.blind("txt spf").address(HERE, ONE, null).address(HERE, TWO, null);

    assertThat(of("spf-covers")).isEmpty();
  }

  @Test
  void reverseDnsIsRequestedByCommandOrByForm() {
    scenery.address(HERE, ONE, "i-1");

    assertThat(of("ptr-1"))
        .satisfiesExactly(
            command ->
                assertThat(command)
                    .isEqualTo(
                        "aws ec2 modify-address-attribute --allocation-id eipalloc-%s --domain-name"
                                .formatted(ONE)
                            + " mail2.example.com --region ap-northeast-1"),
            form ->
                assertThat(form)
                    .contains(
                        "Account: " + HERE,
                        "Elastic IP address: " + ONE,
                        "Reverse DNS record: mail2.example.com"));
  }
}
