package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Notification channels and their deliveries in the REST API. */
@TestPropertySource(properties = "todoku.accounts[0].client=Example KK")
class ChannelApiIntegrationTests extends ApiFixture {

  /** No webhook goes to an address that is not public. */
  private static final String WEBHOOK =
      "{\"kind\":\"webhook\",\"name\":\"Operations\",\"target\":\"https://127.0.0.1/secret-path\"}";

  @Autowired private JdbcClient database;

  @BeforeEach
  void none() throws Exception {
    for (JsonNode channel : get("/channels").json()) {
      call("DELETE", "/channels/" + channel.get("id").asString(), null);
    }
  }

  private static String path(JsonResponse added) {
    assertThat(added.status()).as(added.response().body()).isEqualTo(201);
    return added
        .response()
        .headers()
        .firstValue("Location")
        .orElseThrow()
        .substring("/api/v1".length());
  }

  @Test
  void aChannelHasTheDefaultsOfThePageAndShowsItsSecretOnce() throws Exception {
    JsonResponse added = call("POST", "/channels", WEBHOOK);

    JsonNode channel = get(path(added)).json();
    assertThat(channel).isEqualTo(added.json().get("channel"));
    assertThat(added.json().get("secret").asString()).isNotBlank();
    assertThat(channel.at("/kind").asString()).isEqualTo("webhook");
    assertThat(channel.at("/when").asString()).isEqualTo("NOW");
    assertThat(channel.at("/enabled").asBoolean()).isTrue();
    assertThat(channel.at("/client").isNull()).isTrue();
    assertThat(channel.at("/kinds").valueStream().map(JsonNode::asString))
        .contains("failing", "fixed", "expiring")
        .doesNotContain("test");
    assertThat(get("/channels").response().body())
        .contains("Operations")
        .doesNotContain(added.json().get("secret").asString());
  }

  @Test
  void aChannelIsReplacedAndRemoved() throws Exception {
    JsonResponse added = call("POST", "/channels", WEBHOOK);
    String path = path(added);
    call(
        "POST",
        "/channels",
        "{\"kind\":\"email\",\"name\":\"Team\",\"target\":\"team@example.com\",\"enabled\":false}");

    JsonNode changed =
        call(
                "PUT",
                path,
                "{\"name\":\"Night\",\"target\":\"https://hooks.example.com/x\",\"client\":\"Example"
                    + " KK\",\"kinds\":[\"failing\"],\"language\":\"ja\",\"when\":\"DIGEST\","
                    + "\"hour\":7,\"zone\":\"Asia/Tokyo\",\"enabled\":true}")
            .json();

    assertThat(get(path).json()).isEqualTo(changed);
    assertThat(call("PUT", path, "{\"name\":\"Night\"}").json())
        .as("what is left out stays: no other client, kinds or hour")
        .isEqualTo(changed);
    assertThat(changed.at("/name").asString()).isEqualTo("Night");
    assertThat(changed.at("/when").asString()).isEqualTo("DIGEST");
    assertThat(changed.at("/hour").asInt()).isEqualTo(7);
    assertThat(changed.at("/kinds")).hasSize(1);
    assertThat(get("/channels?client=Example%20KK").json()).containsExactly(changed);
    assertThat(get("/channels?kind=email").json().at("/0/name").asString()).isEqualTo("Team");
    assertThat(get("/channels?enabled=true").json()).containsExactly(changed);
    String renewed = call("POST", path + "/secret", null).json().at("/secret").asString();
    assertThat(renewed).isNotBlank().isNotEqualTo(added.json().get("secret").asString());
    assertThat(call("DELETE", path, null).status()).isEqualTo(204);
    assertProblem(get(path), 404);
    assertProblem(call("DELETE", path, null), 404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'name':'x','target':'https://hooks.example.com'} | kind",
        "{'kind':'fax','name':'x','target':'1'} | email",
        "{'kind':'webhook','target':'https://hooks.example.com'} | name",
        "{'kind':'webhook','name':'x','target':'not a URL'} | target",
        "{'kind':'webhook','name':'x','target':'https://hooks.example.com','client':'Nobody Ltd'} |"
            + " client",
        "{'kind':'webhook','name':'x','target':'https://hooks.example.com','hour':24} | hour",
        "{'kind':'webhook','name':'x','target':'https://hooks.example.com','zone':'Mars'} | zone",
        "{'kind':'webhook','name':'x','target':'https://hooks.example.com','kinds':[]} | kinds",
        "{'kind':'webhook','name':'x','target':'https://hooks.example.com','kinds':['test']} |"
            + " failing",
        "{'kind':'webhook','name':'x','target':'https://hooks.example.com','language':'fr'} | ja",
        "{'kind':'webhook','name':'x','target':'https://hooks.example.com','settings':{'a':'b'}} |"
            + " settings",
        "{'kind':'webhook','name':'x','target':'https://hooks.example.com','when':'LATER'} | DIGEST",
      })
  void whatIsInvalidIsRefusedWithTheFieldOrTheAllowedValues(String body, String named)
      throws Exception {
    JsonResponse refused = call("POST", "/channels", body.replace('\'', '"'));

    assertProblem(refused, 400);
    assertThat(refused.json().at("/detail").asString()).contains(named);
    assertThat(get("/channels").json()).isEmpty();
  }

  private static String tracker(String target, String token) {
    return "{\"kind\":\"jira\",\"name\":\"x\",\"target\":\"%s\",\"settings\":{%s\"user\":"
            .formatted(target, token.isEmpty() ? "" : "\"apiToken\":\"" + token + "\",")
        + "\"mika@example.com\",\"project\":\"MAIL\",\"issueType\":\"Task\"}}";
  }

  /** Whoever may change a channel need not know its token, so it does not follow to a new site. */
  @ParameterizedTest
  @CsvSource({
    "https://example.atlassian.net, https://evil.example, true",
    "https://example.atlassian.net, https://example.atlassian.net:8443, true",
    "https://127.0.0.1, http://127.0.0.1, true",
    "https://example.atlassian.net, https://Example.atlassian.net:443/, false"
  })
  void aTokenIsDemandedAgainWhereItWouldGoToAnotherServer(
      String site, String other, boolean demanded) throws Exception {
    String path = path(call("POST", "/channels", tracker(site, "t0ken")));

    JsonResponse moved = call("PUT", path, tracker(other, ""));

    if (demanded) {
      assertProblem(moved, 400);
      assertThat(moved.json().at("/detail").asString()).contains("settings.apiToken", "server");
      assertThat(get(path).json().at("/target").asString()).isEqualTo(site);
      assertThat(call("PUT", path, tracker(other, "other")).status()).isEqualTo(200);
    } else {
      assertThat(moved.status()).isEqualTo(200);
    }
    assertThat(get(path).json().at("/target").asString()).isEqualTo(other);
  }

  @Test
  void fieldsThatAreTooLongTogetherAreRefused() throws Exception {
    String body =
        tracker("https://example.atlassian.net", "é".repeat(1900))
            .replace("\"Task\"", "\"" + "é".repeat(1901) + "\"");

    JsonResponse refused = call("POST", "/channels", body);

    assertProblem(refused, 400);
    assertThat(refused.json().at("/detail").asString()).contains("settings.issueType", "7,400");
    assertThat(call("POST", "/channels", body.replace("é".repeat(1901), "é".repeat(1700))).status())
        .isEqualTo(201);
  }

  @Test
  void aTestThatFailsIsKeptAsADeliveryAndCanBeSentAgain() throws Exception {
    String path = path(call("POST", "/channels", WEBHOOK));

    JsonNode tested = call("POST", path + "/test", null).json();

    assertThat(tested.at("/delivered").asBoolean()).isFalse();
    assertThat(tested.at("/error").asString()).contains("127.0.0.1");
    JsonNode failed = get(path + "/deliveries?state=FAILED").json().get(0);
    assertThat(failed.at("/kind").asString()).isEqualTo("test");
    assertThat(failed.at("/error")).isEqualTo(tested.at("/error"));
    assertThat(get(path + "/deliveries?state=DELIVERED").json()).isEmpty();
    String again = path + "/deliveries/" + failed.at("/id").asString() + "/retry";
    String other = path(call("POST", "/channels", WEBHOOK));
    assertProblem(call("POST", again.replace(path, other), null), 404);
    JsonNode waiting = call("POST", again, null).json();
    assertThat(waiting.at("/id")).isEqualTo(failed.at("/id"));
    assertThat(waiting.at("/state").asString()).isEqualTo("WAITING");
    assertThat(waiting.at("/attempts").asInt()).isZero();
    JsonResponse page = get(path + "/deliveries?size=1");
    assertThat(page.json()).hasSize(1);
    assertThat(page.response().headers().firstValue("X-Total-Count")).contains("1");
  }

  @Test
  void everyKindOffersItsFields() throws Exception {
    JsonNode kinds = get("/channel-kinds").json();

    assertThat(kinds.valueStream().map(kind -> kind.at("/id").asString()))
        .contains("email", "webhook", "slack", "sns");
    assertThat(kinds.valueStream())
        .allMatch(kind -> kind.at("/targetLabel").asString().length() > 1);
    assertThat(fields(kinds, "webhook")).isEmpty();
    assertThat(fields(kinds, "jira"))
        .containsExactly(
            "user required", "apiToken required secret", "project required", "issueType required");
    assertThat(fields(kinds, "securityhub")).isNotEmpty();
    assertThat(kinds.valueStream().flatMap(kind -> kind.get("fields").valueStream()))
        .allMatch(field -> field.at("/label").asString().length() > 1);
  }

  private static List<String> fields(JsonNode kinds, String id) {
    return kinds
        .valueStream()
        .filter(kind -> kind.at("/id").asString().equals(id))
        .flatMap(kind -> kind.get("fields").valueStream())
        .map(field ->
            field.at("/name").asString()
                + (field.at("/required").asBoolean() ? " required" : "")
                + (field.at("/secret").asBoolean() ? " secret" : ""))
        .toList();
  }

  @Test
  void aDeliveryNamesItsAccountAndADigestOnlyItsClient() throws Exception {
    String path = path(call("POST", "/channels", WEBHOOK));
    String channel = path.replaceFirst(".*/", "");
    insertDelivery(channel, null, "2026-11-01T00:00:00Z");
    insertDelivery(
        channel,
        """
        {"id":"3f2504e0-4f89-41d3-9a0c-0305e82c3301","kind":"failing","at":"2026-11-01T00:00:00Z",
        "client":"Example KK","accountId":"111111111111","accountName":"Example 本番","path":"/",
        "lines":[{"key":"notify.test","arguments":[]}]}
        """,
        "2026-11-02T00:00:00Z");

    JsonNode deliveries = get(path + "/deliveries").json();

    assertThat(
            deliveries
                .valueStream()
                .map(one ->
                    one.at("/kind").asString()
                        + "|"
                        + one.at("/client").asString()
                        + "|"
                        + one.at("/accountName").asString()))
        .containsExactly("failing|Example KK|Example 本番", "digest|Example KK|");
  }

  private void insertDelivery(String channel, @Nullable String notice, String at) {
    Timestamp time = Timestamp.from(Instant.parse(at));
    database
        .sql(
            "insert into outbox (id, channel_id, notice, client, state, attempts, next_at,"
                + " give_up_at, created_at) values (?, ?, ?, 'Example KK', 'DELIVERED', 1, ?, ?, ?)")
        .params(UUID.randomUUID(), UUID.fromString(channel), notice, time, time, time)
        .update();
  }
}
