package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.todoku.snapshot.Ses.DedicatedIp;
import io.todoku.snapshot.Ses.SesIdentityDetails;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sesv2.SesV2Client;

class SesQueriesTests {

  private static SesQueries in(String region, IOException failure) {
    return in(region, ScriptedAws.failing(failure));
  }

  private static SesQueries in(String region, ScriptedAws aws) {
    return new SesQueries(aws.client(SesV2Client.builder(), region), region, ScriptedAws.SESSION);
  }

  @Test
  void aRegionThatNeitherTheSdkNorDnsKnowsHasNoIdentities() {
    assertThat(in("xx-nowhere-9", new UnknownHostException("email")).identities()).isEmpty();
  }

  @Test
  void whenTheHostOfARegionWithSesIsNotFoundItIsAFailure() {
    assertThatExceptionOfType(SdkClientException.class)
        .isThrownBy(() -> in("ap-northeast-1", new UnknownHostException("email")).identities());
  }

  @Test
  void whenAHostExistsAndDoesNotAnswerItIsAFailure() {
    assertThatExceptionOfType(SdkClientException.class)
        .isThrownBy(() -> in("xx-nowhere-9", new ConnectException("refused")).identities());
  }

  @Test
  void easyDkimAndTheMailFromDomainAreRead() {
    ScriptedAws aws =
        ScriptedAws.json(
            """
            {"IdentityType":"DOMAIN","VerifiedForSendingStatus":true,
             "DkimAttributes":{"SigningEnabled":true,"Status":"SUCCESS","Tokens":["t1","t2","t3"],
              "SigningAttributesOrigin":"AWS_SES"},
             "MailFromAttributes":{"MailFromDomain":"bounce.example.com","MailFromDomainStatus":"PENDING",
              "BehaviorOnMxFailure":"USE_DEFAULT_VALUE"}}
            """);

    assertThat(in("eu-west-1", aws).identityDetails("example.com"))
        .isEqualTo(
            new SesIdentityDetails(
                true,
                "SUCCESS",
                List.of("t1", "t2", "t3"),
                "AWS_SES",
                "bounce.example.com",
                "PENDING"));
    assertThat(aws.requests())
        .extracting(ScriptedAws.Request::target)
        .containsExactly("/v2/email/identities/example.com");
  }

  @Test
  void withoutAMailFromDomainThereIsNoStatusEither() {
    ScriptedAws aws =
        ScriptedAws.json(
            """
            {"DkimAttributes":{"SigningEnabled":false,"Status":"NOT_STARTED","Tokens":["own"],
              "SigningAttributesOrigin":"EXTERNAL"},
             "MailFromAttributes":{"BehaviorOnMxFailure":"USE_DEFAULT_VALUE"}}
            """);

    assertThat(in("eu-west-1", aws).identityDetails("example.com"))
        .isEqualTo(
            new SesIdentityDetails(false, "NOT_STARTED", List.of("own"), "EXTERNAL", null, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"DkimAttributes\":{\"Status\":\"SUCCESS\"}}"})
  void detailsWithoutTheDkimSettingsAreMalformed(String body) {
    SesQueries ses = in("eu-west-1", ScriptedAws.json(body));

    assertThatExceptionOfType(MalformedAnswerException.class)
        .isThrownBy(() -> ses.identityDetails("example.com"))
        .withMessage("the answer lacks the DKIM settings of the identity");
  }

  @Test
  void dedicatedAddressesAreReadWithTheirPool() {
    ScriptedAws aws =
        ScriptedAws.json(
            """
            {"DedicatedIps":[
             {"Ip":"192.0.2.1","WarmupStatus":"DONE","WarmupPercentage":100,"PoolName":"invoices"},
             {"Ip":"192.0.2.2","WarmupStatus":"IN_PROGRESS","WarmupPercentage":20}]}
            """);

    assertThat(in("eu-west-1", aws).dedicatedIps())
        .containsExactly(
            new DedicatedIp("192.0.2.1", "DONE", "invoices"),
            new DedicatedIp("192.0.2.2", "IN_PROGRESS", ""));
  }

  @Test
  void aDedicatedAddressThatIsNoAddressIsMalformed() {
    SesQueries ses =
        in("eu-west-1", ScriptedAws.json("{\"DedicatedIps\":[{\"Ip\":\"somewhere\"}]}"));

    assertThatExceptionOfType(MalformedAnswerException.class).isThrownBy(ses::dedicatedIps);
  }
}
