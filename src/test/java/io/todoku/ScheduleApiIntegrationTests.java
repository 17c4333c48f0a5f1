package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Schedules in the REST API. */
class ScheduleApiIntegrationTests extends ApiFixture {

  @BeforeEach
  void none() throws Exception {
    for (JsonNode schedule : get("/schedules").json()) {
      call("DELETE", "/schedules/" + schedule.get("id").asString(), null);
    }
    addAccountWithProfile();
  }

  @Test
  void aScheduleCanBeAddedShownAndRemoved() throws Exception {
    JsonResponse added =
        call(
            "POST",
            "/schedules",
            "{\"account\":\"%s\",\"schedule\":\"0 6 * * MON-FRI\",\"zone\":\"Asia/Tokyo\"}"
                .formatted(ACCOUNT_ID));

    assertThat(added.status()).as(added.response().body()).isEqualTo(201);
    String location = added.response().headers().firstValue("Location").orElseThrow();
    JsonNode one = get(location.substring("/api/v1".length())).json();
    assertThat(one.at("/account").asString()).isEqualTo(ACCOUNT_ID);
    assertThat(one.at("/schedule").asString()).isEqualTo("0 6 * * MON-FRI");
    assertThat(one.at("/zone").asString()).isEqualTo("Asia/Tokyo");
    assertThat(one.at("/enabled").asBoolean()).isTrue();
    assertThat(one.at("/nextAt").asString()).endsWith("T21:00:00Z");
    assertThat(get("/schedules").json()).hasSize(1);

    assertThat(call("DELETE", location.substring("/api/v1".length()), null).status())
        .isEqualTo(204);
    assertThat(get("/schedules").json()).isEmpty();
    assertProblem(get(location.substring("/api/v1".length())), 404);
    assertProblem(call("DELETE", location.substring("/api/v1".length()), null), 404);
  }

  @Test
  void aScheduleForAllAccountsNamesNoAccount() throws Exception {
    JsonResponse added = call("POST", "/schedules", "{\"all\":true,\"schedule\":\"every 6h\"}");

    assertThat(added.status()).isEqualTo(201);
    assertThat(added.json().at("/account").isNull()).isTrue();
    assertThat(added.json().at("/client").isNull()).isTrue();
  }

  @Test
  void aScheduleCanBeChangedPausedAndResumed() throws Exception {
    String path = "/schedules/" + add("{\"all\":true,\"schedule\":\"every 6h\"}");
    String other = add("{\"all\":true,\"schedule\":\"every 12h\"}");

    JsonNode changed =
        call(
                "PUT",
                path,
                "{\"account\":\"%s\",\"schedule\":\"every 2d\",\"zone\":\"Asia/Tokyo\"}"
                    .formatted(ACCOUNT_ID))
            .json();

    assertThat(changed.at("/account").asString()).isEqualTo(ACCOUNT_ID);
    assertThat(changed.at("/schedule").asString()).isEqualTo("every 2d");
    assertThat(get(path).json()).isEqualTo(changed);
    assertThat(call("POST", path + "/pause", null).json().at("/enabled").asBoolean()).isFalse();
    assertThat(get("/schedules?enabled=false").json().valueStream())
        .extracting(one -> one.get("account").asString())
        .containsExactly(ACCOUNT_ID);
    assertThat(get("/schedules?account=" + ACCOUNT_ID).json()).hasSize(1);
    assertThat(get("/schedules?enabled=true").json().at("/0/id").asString()).isEqualTo(other);
    assertThat(call("POST", path + "/resume", null).json().at("/enabled").asBoolean()).isTrue();
    JsonResponse page = get("/schedules?page=1&size=1");
    assertThat(page.json()).hasSize(1);
    assertThat(page.response().headers().firstValue("X-Total-Count")).contains("2");
    assertProblem(call("PUT", path, "{\"schedule\":\"whenever\"}"), 400);
    assertThat(get(path).json().at("/schedule").asString()).isEqualTo("every 2d");
    for (String step : List.of("", "/pause", "/resume")) {
      assertProblem(
          call(
              step.isEmpty() ? "PUT" : "POST",
              "/schedules/00000000-0000-0000-0000-000000000001" + step,
              "{\"schedule\":\"every 6h\"}"),
          404);
    }
  }

  /** One account's schedule must not become one of all accounts, or of another time zone. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'schedule':'every 12h'} | lacks the field \"zone\"",
        "{'schedule':'every 12h','zone':'Asia/Tokyo'} | exactly one of",
        "{'account':'%s','zone':'Asia/Tokyo'} | lacks the field \"schedule\"",
        "{} | lacks the fields \"schedule\", \"zone\"",
      })
  void whatAChangeLeavesOutIsNotMadeUp(String body, String detail) throws Exception {
    String path =
        "/schedules/"
            + add(
                "{\"account\":\"%s\",\"schedule\":\"every 6h\",\"zone\":\"Asia/Tokyo\"}"
                    .formatted(ACCOUNT_ID));
    JsonNode before = get(path).json();

    JsonResponse refused = call("PUT", path, body.formatted(ACCOUNT_ID).replace('\'', '"'));

    assertProblem(refused, 400);
    assertThat(refused.json().at("/detail").asString()).contains(detail);
    assertThat(get(path).json()).isEqualTo(before);
  }

  private String add(String body) throws Exception {
    return call("POST", "/schedules", body).json().at("/id").asString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'all':true,'schedule':'whenever'} | whenever",
        "{'all':true,'schedule':'61 6 * * *'} | 61 6 * * *",
        "{'all':true,'schedule':'* * * * *'} | too frequent",
        "{'all':true,'schedule':'0 6 30 2 *'} | never occurs",
        "{'schedule':'every 6h','all':true,'zone':'Mars/Olympus'} | Mars/Olympus",
        "{'schedule':'every 6h','account':'000000000009'} | 000000000009",
        "{'schedule':'every 6h','client':'Nobody KK'} | Nobody KK",
        "{'schedule':'every 6h','account':'111111111111','client':'x'} | exactly one of",
        "{} | the body lacks the field \"schedule\"",
        "{'schedule':'every 6h'} | exactly one of",
        "{'schedule':'every 6h','all':false} | exactly one of",
        "{'schedule':'every 6h','all':true,'client':'Example KK'} | exactly one of",
        "{'schedule':5 | malformed",
      })
  void whatCannotBeTakenIsAProblem(String body, String detail) throws Exception {
    JsonResponse refused = call("POST", "/schedules", body.replace('\'', '"'));

    assertProblem(refused, 400);
    if (!detail.equals("malformed")) {
      assertThat(refused.json().at("/detail").asString()).contains(detail);
    }
    assertThat(get("/schedules").json()).isEmpty();
  }
}
