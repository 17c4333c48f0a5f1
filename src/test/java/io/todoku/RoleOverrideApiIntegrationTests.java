package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What people decide about addresses, in the REST API. */
class RoleOverrideApiIntegrationTests extends ApiFixture {

  private static final String PATH = "/accounts/" + ACCOUNT_ID + "/role-overrides";

  @BeforeEach
  void senderOfAMailDomain() throws Exception {
    importSnapshot(
        snapshot(
            senderWithWrongPtr()
                .withSender("192.0.2.8")
                .ptr("192.0.2.8", "other.example.com")
                .dns("other.example.com", "A", "192.0.2.9")));
    String settings =
        """
        {"id":"%s","name":"x","access":{"profile":"p"},"mail-domains":[{"name":"example.com"}]}
        """;
    changeAccount(ACCOUNT_ID, settings.formatted(ACCOUNT_ID));
  }

  @Test
  void anOverrideDecidesInTheChecklistUntilItIsRemoved() throws Exception {
    assertThat(judged()).containsExactlyInAnyOrder("192.0.2.7", "192.0.2.8");
    assertThat(get(PATH).json()).isEmpty();
    assertProblem(get(PATH + "/192.0.2.7"), 404);

    JsonNode made =
        call("PUT", PATH + "/192.0.2.7", "{\"sends\":false,\"reason\":\"Web server only.\"}")
            .json();

    assertThat(made.at("/sends").asBoolean()).isFalse();
    assertThat(made.at("/receives").isNull()).isTrue();
    assertThat(made.at("/reason").asString()).isEqualTo("Web server only.");
    assertThat(made.at("/author").asString()).isEqualTo("api-token");
    assertThat(get(PATH + "/192.0.2.7").json()).isEqualTo(made);
    assertThat(get(PATH).json()).containsExactly(made);
    assertThat(judged()).containsExactly("192.0.2.8");

    assertThat(call("DELETE", PATH + "/192.0.2.7", null).status()).isEqualTo(204);

    assertThat(get(PATH).json()).isEmpty();
    assertThat(judged()).containsExactlyInAnyOrder("192.0.2.7", "192.0.2.8");
    assertProblem(call("DELETE", PATH + "/192.0.2.7", null), 404);
  }

  /** The addresses whose reverse DNS is judged, as that of senders is. */
  private List<String> judged() throws Exception {
    return get("/accounts/" + ACCOUNT_ID + "/checklist")
        .json()
        .get("items")
        .valueStream()
        .filter(item -> item.get("rule").asString().equals("ptr-matches-a"))
        .map(item -> item.at("/resource/address").asString())
        .toList();
  }

  @Test
  void severalAddressesGetTheSameAnswerAndKeepWhatItLeavesOpen() throws Exception {
    call(
        "PUT",
        PATH + "/192.0.2.8",
        "{\"receives\":true,\"domains\":[\"EXAMPLE.com.\"],\"reason\":\"MX.\"}");

    JsonNode answered =
        call(
                "POST",
                PATH,
                "{\"addresses\":[\"192.0.2.7\",\"192.0.2.8\"],\"sends\":true,\"reason\":\"Both.\"}")
            .json();

    assertThat(answered.valueStream().map(one -> one.at("/address").asString()))
        .containsExactly("192.0.2.7", "192.0.2.8");
    assertThat(answered.at("/0/receives").isNull()).isTrue();
    assertThat(answered.at("/1/receives").asBoolean()).isTrue();
    assertThat(answered.at("/1/domains/0").asString()).isEqualTo("example.com");
    assertThat(answered.valueStream()).allMatch(one -> one.at("/sends").asBoolean());
  }

  @Test
  void whatDecidesNothingOrHasNoReasonIsRefused() throws Exception {
    assertProblem(call("PUT", PATH + "/192.0.2.7", "{\"reason\":\"Why.\"}"), 400);
    assertProblem(call("PUT", PATH + "/192.0.2.7", "{\"sends\":true}"), 400);
    JsonResponse foreign =
        call("PUT", PATH + "/192.0.2.7", "{\"domains\":[\"example.org\"],\"reason\":\"Why.\"}");
    assertProblem(foreign, 400);
    assertThat(foreign.json().at("/detail").asString()).contains("example.org");
    assertProblem(call("POST", PATH, "{\"addresses\":[],\"sends\":true,\"reason\":\"x\"}"), 400);
    assertProblem(call("POST", PATH, "{\"addresses\":[\"192.0.2.7\"],\"reason\":\"x\"}"), 400);
    assertProblem(
        call("POST", PATH, "{\"addresses\":[\"192.0.2.7\",\" \"],\"sends\":true,\"reason\":\"x\"}"),
        400);
    assertThat(get(PATH).json()).isEmpty();
  }
}
