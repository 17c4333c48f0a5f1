package io.todoku.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links lead to the page of the very resource, in its Region and partition. */
class AwsConsoleTests {

  private static Optional<String> page(Resource.Type type, String id, @Nullable String region) {
    return AwsConsole.page(new Resource(type, id, region, null, null)).map(RemedyLink::url);
  }

  @ParameterizedTest
  @CsvSource({
    "ELASTIC_IP, eipalloc-0a1,"
        + " ec2/home?region=eu-west-1#ElasticIpDetails:AllocationId=eipalloc-0a1",
    "INSTANCE, i-0a1, ec2/home?region=eu-west-1#InstanceDetails:instanceId=i-0a1",
    "PUBLIC_IP, eni-0a1, ec2/home?region=eu-west-1#NetworkInterface:networkInterfaceId=eni-0a1",
    "NAT_GATEWAY, nat-0a1, vpcconsole/home?region=eu-west-1#NatGatewayDetails:natGatewayId=nat-0a1",
    "SECURITY_GROUP, sg-0a1, ec2/home?region=eu-west-1#SecurityGroup:groupId=sg-0a1",
    "DB_INSTANCE, shop, rds/home?region=eu-west-1#database:id=shop;is-cluster=false",
    "DB_CLUSTER, shop, rds/home?region=eu-west-1#database:id=shop;is-cluster=true",
    "SES_ADDRESS, 192.0.2.1, ses/home?region=eu-west-1#/account"
  })
  void eachResourceHasItsPage(Resource.Type type, String id, String path) {
    assertThat(page(type, id, "eu-west-1"))
        .contains("https://eu-west-1.console.aws.amazon.com/" + path);
  }

  @ParameterizedTest
  @CsvSource({
    "cn-north-1, https://cn-north-1.console.amazonaws.cn/ec2/home?region=cn-north-1",
    "us-gov-west-1,"
        + " https://us-gov-west-1.console.amazonaws-us-gov.com/ec2/home?region=us-gov-west-1"
  })
  void eachPartitionHasItsConsole(String region, String start) {
    assertThat(page(Resource.Type.INSTANCE, "i-0a1", region))
        .contains(start + "#InstanceDetails:instanceId=i-0a1");
  }

  @Test
  void anotherPartitionIsNotLedToAServiceThatItLacks() {
    assertThat(page(Resource.Type.LIGHTSAIL_ADDRESS, "web", "eu-west-1")).isPresent();
    assertThat(page(Resource.Type.LIGHTSAIL_ADDRESS, "web", "cn-north-1")).isEmpty();
    assertThat(AwsConsole.sendingLimitForm("cn-north-1")).isEmpty();
    assertThat(AwsConsole.sendingLimitForm("us-gov-west-1"))
        .extracting(RemedyLink::url)
        .containsExactly("https://console.aws.amazon.com/support/contacts?#/rdns-limits");
    assertThat(AwsConsole.hostedZones("cn-north-1").url())
        .isEqualTo("https://console.amazonaws.cn/route53/v2/hostedzones");
  }

  @Test
  void aNameFromOutsideCannotLeadElsewhere() {
    assertThat(page(Resource.Type.DB_INSTANCE, "a b;x=#/../\"", "eu-west-1"))
        .contains(
            "https://eu-west-1.console.aws.amazon.com/rds/home?region=eu-west-1"
                + "#database:id=a%20b%3Bx%3D%23%2F..%2F%22;is-cluster=false");
    assertThat(page(Resource.Type.INSTANCE, "i-0a1@evil.example", "eu-west-1")).isEmpty();
    assertThat(page(Resource.Type.INSTANCE, "i-0a1", "evil.example/#")).isEmpty();
    assertThat(page(Resource.Type.INSTANCE, "i-0a1", null)).isEmpty();
    assertThat(AwsConsole.securityGroup("eu-west-1", "javascript:alert(1)")).isEmpty();
  }

  @Test
  void whatIsNoResourceOfAwsHasNoPage() {
    assertThat(page(Resource.Type.MAIL_DOMAIN, "example.com", "eu-west-1")).isEmpty();
    assertThat(page(Resource.Type.ELASTIC_IP, "203.0.113.9", "eu-west-1")).isEmpty();
  }
}
