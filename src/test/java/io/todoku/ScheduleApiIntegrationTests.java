package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

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
    JsonResponse added = call("POST", "/schedules", "{\"schedule\":\"every 6h\"}");

    assertThat(added.status()).isEqualTo(201);
    assertThat(added.json().at("/account").isNull()).isTrue();
    assertThat(added.json().at("/client").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'schedule':'whenever'} | whenever",
        "{'schedule':'61 6 * * *'} | 61 6 * * *",
        "{'schedule':'* * * * *'} | too frequent",
        "{'schedule':'0 6 30 2 *'} | never occurs",
        "{'schedule':'every 6h','zone':'Mars/Olympus'} | Mars/Olympus",
        "{'schedule':'every 6h','account':'000000000009'} | 000000000009",
        "{'schedule':'every 6h','client':'Nobody KK'} | Nobody KK",
        "{'schedule':'every 6h','account':'111111111111','client':'x'} | not both",
        "{} | cron expression",
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
