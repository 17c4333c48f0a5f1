package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.todoku.peers.AwsResponses;
import io.todoku.snapshot.Lightsail.LightsailInstance;
import io.todoku.snapshot.Lightsail.OpenPorts;
import io.todoku.snapshot.Lightsail.StaticIp;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.lightsail.LightsailClient;

class LightsailQueriesTests {

  private static LightsailQueries in(String region, ScriptedAws aws) {
    return new LightsailQueries(
        aws.client(LightsailClient.builder(), region), region, ScriptedAws.SESSION);
  }

  private static LightsailQueries in(String region, IOException failure) {
    return in(region, ScriptedAws.failing(failure));
  }

  @Test
  void instancesAreReadWithAddressesAndInboundPorts() {
    ScriptedAws aws =
        ScriptedAws.json(
            """
            {"instances":[
             {"name":"mail","state":{"code":16,"name":"running"},"isStaticIp":true,
              "privateIpAddress":"172.26.0.9","publicIpAddress":"192.0.2.25",
              "ipv6Addresses":["2001:db8::25"],"tags":[{"key":"todoku:mail","value":"sends"}],
              "networking":{"ports":[
               {"fromPort":25,"toPort":25,"protocol":"tcp","accessDirection":"inbound",
                "cidrs":["0.0.0.0/0"],"ipv6Cidrs":["::/0"],"cidrListAliases":[]},
               {"fromPort":22,"toPort":22,"protocol":"tcp","accessDirection":"inbound",
                "cidrs":[],"ipv6Cidrs":[],"cidrListAliases":["lightsail-connect"]},
               {"protocol":"all","accessDirection":"inbound","cidrs":["198.51.100.0/24"]},
               {"fromPort":465,"toPort":465,"protocol":"tcp","accessDirection":"outbound",
                "cidrs":["0.0.0.0/0"]}]}},
             {"name":"spare","state":{"code":80,"name":"stopped"},"privateIpAddress":"172.26.0.10"}]}
            """);

    assertThat(in("eu-west-1", aws).instances())
        .containsExactly(
            new LightsailInstance(
                "mail",
                "running",
                "192.0.2.25",
                true,
                List.of("2001:db8::25"),
                List.of(
                    new OpenPorts("tcp", 25, 25, List.of("0.0.0.0/0", "::/0")),
                    new OpenPorts("tcp", 22, 22, List.of("lightsail-connect")),
                    new OpenPorts("all", 0, 65_535, List.of("198.51.100.0/24"))),
                Map.of("todoku:mail", "sends")),
            new LightsailInstance("spare", "stopped", null, false, List.of(), List.of(), Map.of()));
  }

  @Test
  void allPagesOfStaticAddressesAreRead() {
    ScriptedAws aws =
        ScriptedAws.answering(request ->
            AwsResponses.json(
                request.body().contains("two")
                    ? "{\"staticIps\":[{\"name\":\"idle\",\"ipAddress\":\"192.0.2.2\",\"isAttached\":false}]}"
                    : "{\"staticIps\":[{\"name\":\"used\",\"ipAddress\":\"192.0.2.1\",\"attachedTo\":\"mail\",\"isAttached\":true}],\"nextPageToken\":\"two\"}"));

    assertThat(in("eu-west-1", aws).staticIps())
        .containsExactly(
            new StaticIp("used", "192.0.2.1", "mail"), new StaticIp("idle", "192.0.2.2", null));
    assertThat(aws.requests())
        .extracting(ScriptedAws.Request::target)
        .containsOnly("/ Lightsail_20161128.GetStaticIps")
        .hasSize(2);
  }

  @Test
  void allPagesOfInstancesAreRead() {
    ScriptedAws aws =
        ScriptedAws.answering(request ->
            AwsResponses.json(
                request.body().contains("two")
                    ? "{\"instances\":[{\"name\":\"b\"}]}"
                    : "{\"instances\":[{\"name\":\"a\"}],\"nextPageToken\":\"two\"}"));

    assertThat(in("eu-west-1", aws).instances())
        .extracting(LightsailInstance::name)
        .containsExactly("a", "b");
  }

  @Test
  void aStaticAddressThatIsNoAddressIsMalformed() {
    LightsailQueries lightsail =
        in("eu-west-1", ScriptedAws.json("{\"staticIps\":[{\"name\":\"odd\"}]}"));

    assertThatExceptionOfType(MalformedAnswerException.class).isThrownBy(lightsail::staticIps);
  }

  @Test
  void aRegionThatNeitherTheSdkNorDnsKnowsHasNoLightsail() {
    LightsailQueries lightsail = in("xx-nowhere-9", new UnknownHostException("lightsail"));

    assertThat(lightsail.instances()).isEmpty();
    assertThat(lightsail.staticIps()).isEmpty();
  }

  @Test
  void whenTheHostOfARegionWithLightsailIsNotFoundItIsAFailure() {
    assertThatExceptionOfType(SdkClientException.class)
        .isThrownBy(() -> in("eu-west-1", new UnknownHostException("lightsail")).instances());
  }

  @Test
  void whenAHostExistsAndDoesNotAnswerItIsAFailure() {
    assertThatExceptionOfType(SdkClientException.class)
        .isThrownBy(() -> in("xx-nowhere-9", new ConnectException("refused")).staticIps());
  }
}
