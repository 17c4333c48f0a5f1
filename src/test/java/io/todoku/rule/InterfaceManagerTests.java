package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.checklist.Wording;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterfaceManagerTests {

  private static String render(Object manager, Locale locale) {
    return new Wording(NoFalsePassTests.texts(), locale).of(Text.of("sender.managed", manager));
  }

  /** The values are those that the collector takes from EC2. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          load_balancer              | a load balancer         | ロードバランサー
          network_load_balancer      | a Network Load Balancer | Network Load Balancer
          gateway_load_balancer      | a Gateway Load Balancer | Gateway Load Balancer
          global_accelerator_managed | AWS Global Accelerator  | AWS Global Accelerator
          api_gateway_managed        | Amazon API Gateway      | Amazon API Gateway
          amazon-elb                 | Elastic Load Balancing  | Elastic Load Balancing
          amazon-rds                 | an Amazon RDS database  | Amazon RDSのデータベース
          """)
  void aServiceIsNamedInWords(String managedBy, String english, String japanese) {
    Object manager = InterfaceManager.describe(managedBy);

    assertThat(render(manager, Locale.ENGLISH))
        .isEqualTo("belongs to " + english + ", which sends no mail");
    assertThat(render(manager, Locale.JAPANESE)).isEqualTo(japanese + " のアドレス（メールは送信しない）");
  }

  @Test
  void whatIsNotKnownStaysAsItIsWritten() {
    assertThat(InterfaceManager.describe("quantum_balancer")).isEqualTo("quantum_balancer");
  }

  @Test
  void theEvidenceOfALoadBalancersAddressNamesItInWords() {
    assertThat(
            SenderAssertions.senderIn(
                    aSnapshot().withLoadBalancer(SenderAssertions.ADDRESS, Map.of()))
                .sending()
                .evidence())
        .isEqualTo(
            List.of(Text.of("sender.managed", Text.of("sender.manager.network-load-balancer"))));
  }
}
