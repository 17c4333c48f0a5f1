package io.todoku.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Resource.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceTests {

  private static final Resource ELASTIC_IP =
      new Resource(Type.ELASTIC_IP, "eipalloc-1", "ap-northeast-1", "203.0.113.9", "mail");

  @ParameterizedTest
  @CsvSource({
    "ACCOUNT, account",
    "REGION, region",
    "ELASTIC_IP, elastic-ip",
    "PUBLIC_IP, public-ip",
    "IPV6_ADDRESS, ipv6-address",
    "NAT_GATEWAY, nat-gateway",
    "INSTANCE, instance",
    "MAIL_SERVER, mail-server",
    "MAIL_DOMAIN, mail-domain",
    "DB_INSTANCE, db-instance",
    "DB_CLUSTER, db-cluster",
    "SECURITY_GROUP, security-group"
  })
  void aTypeHasAKebabCaseId(Type type, String id) {
    assertThat(type.id()).isEqualTo(id);
  }

  @Test
  void theKeyOfAnAddressIsTheSameWhicheverApiListedIt() {
    Resource publicIp =
        new Resource(Type.PUBLIC_IP, "eni-1", "ap-northeast-1", "203.0.113.9", null);

    assertThat(ELASTIC_IP.key()).isEqualTo("address/ap-northeast-1/203.0.113.9");
    assertThat(publicIp.key()).isEqualTo(ELASTIC_IP.key());
  }

  @Test
  void theKeyOfAnythingElseHoldsTypeRegionAndId() {
    assertThat(Resource.account("111111111111", "shop").key()).isEqualTo("account//111111111111");
    assertThat(Resource.region("us-east-1").key()).isEqualTo("region/us-east-1/us-east-1");
    assertThat(new Resource(Type.MAIL_DOMAIN, "example.com", null, null, null).key())
        .isEqualTo("mail-domain//example.com");
  }

  @ParameterizedTest
  @CsvSource({"299, 299", "300, 300", "301, 300"})
  void theKeyHoldsThreeHundredCharactersOfTheId(int length, int kept) {
    assertThat(new Resource(Type.MAIL_DOMAIN, "x".repeat(length), null, null, null).key())
        .isEqualTo("mail-domain//" + "x".repeat(kept));
  }

  @Test
  void theLabelHoldsEachPartOnce() {
    assertThat(ELASTIC_IP.label()).isEqualTo("mail · 203.0.113.9 · eipalloc-1 · ap-northeast-1");
    assertThat(Resource.region("us-east-1").label()).isEqualTo("us-east-1");
    assertThat(Resource.account("111111111111", "").label()).isEqualTo("111111111111");
    assertThat(new Resource(Type.DB_INSTANCE, "shop", "us-east-1", null, "shop").label())
        .isEqualTo("shop · us-east-1");
  }

  @ParameterizedTest
  @CsvSource({
    "address/ap-northeast-1/203.0.113.9, true",
    "eipalloc-1, true",
    "203.0.113.9, true",
    "mail, false",
    "ap-northeast-1, false",
    "'', false"
  })
  void isMeantByItsKeyIdOrAddress(String text, boolean meant) {
    assertThat(ELASTIC_IP.matches(text)).isEqualTo(meant);
  }
}
