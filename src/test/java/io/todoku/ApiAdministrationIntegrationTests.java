package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.identity.UserRole;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The audit log, users, the letterhead and causes in the REST API. */
class ApiAdministrationIntegrationTests extends FilledServerFixture {

  private static final String PNG =
      "data:image/png;base64,"
          + Base64.getEncoder().encodeToString(new byte[] {(byte) 0x89, 'P', 'N', 'G', 1, 2});

  @Test
  void theAuditLogIsFilteredReadInPagesAndChecked() throws Exception {
    call("POST", "/schedules", "{\"all\":true,\"schedule\":\"every 6h\"}");
    call("POST", "/schedules", "{\"all\":true,\"schedule\":\"every 12h\"}");
    call("PUT", "/letterhead", "{\"company\":\"Example KK\",\"zone\":\"UTC\"}");

    JsonResponse newest = get("/audit?action=schedule.add&actor=api-token&size=1");

    assertThat(newest.json()).hasSize(1);
    assertThat(newest.json().at("/0/newValue").asString()).contains("every 12h");
    String next = newest.response().headers().firstValue("Link").orElseThrow();
    JsonNode older = get(next.replaceFirst("^</api/v1", "").replaceFirst(">.*", "")).json();
    assertThat(older.at("/0/newValue").asString()).contains("every 6h");
    assertThat(older.at("/0/seq").asLong()).isLessThan(newest.json().at("/0/seq").asLong());
    assertThat(get("/audit?path=letterhead").json().valueStream())
        .isNotEmpty()
        .allMatch(entry -> entry.at("/action").asString().equals("letterhead.change"));
    assertThat(get("/audit?until=2020-01-01").json()).isEmpty();
    assertThat(get("/audit/check").json().at("/brokenAt").asLong()).isZero();
    assertProblem(get("/audit?size=501"), 400);
    assertProblem(get("/audit?from=yesterday"), 400);
  }

  @Test
  void usersAreReadAndNotChanged() throws Exception {
    makeToken(UserRole.ADMINISTRATOR, "", "");

    JsonNode user =
        get("/users?role=ADMINISTRATOR&state=active")
            .json()
            .valueStream()
            .filter(one -> one.at("/name").asString().startsWith("maker "))
            .findFirst()
            .orElseThrow();

    assertThat(get("/users/" + user.at("/id").asString()).json()).isEqualTo(user);
    assertThat(get("/users?role=VIEWER&state=suspended").json()).isEmpty();
    assertProblem(get("/users/00000000-0000-0000-0000-000000000001"), 404);
    assertProblem(call("DELETE", "/users/" + user.at("/id").asString(), null), 405);
    String viewer = makeToken(UserRole.VIEWER, "Example KK", "");
    for (String path : new String[] {"/users", "/audit", "/letterhead", "/channels"}) {
      assertProblem(callAs(viewer, "GET", path, null), 403);
    }
  }

  /** A program cannot guess that the remedy is another token, and not one for forms. */
  @Test
  void aRefusalSaysWhatItWouldTake() throws Exception {
    String viewer = makeToken(UserRole.VIEWER, "Example KK", "");
    String limited = makeToken(UserRole.OPERATOR, "Example KK", "");

    String account = "{\"id\":\"%s\"}".formatted(ACCOUNT_ID);
    JsonResponse ofRole = callAs(viewer, "POST", "/scans", "{\"all\":true}");
    assertProblem(ofRole, 403);
    assertThat(ofRole.json().at("/detail").asString())
        .contains("This needs the role OPERATOR", "has the role VIEWER")
        .doesNotContain("CSRF");
    assertThat(ofRole.json().at("/instance").asString()).isEqualTo("/api/v1/scans");
    assertThat(callAs(limited, "POST", "/accounts", account).json().at("/detail").asString())
        .contains("see every client", "sees chosen clients")
        .doesNotContain("CSRF");
  }

  @Test
  void theLetterheadIsReplaced() throws Exception {
    String body = "{\"company\":\" Example KK \",\"zone\":\"Asia/Tokyo\",\"logo\":\"%s\"}";

    JsonNode changed = call("PUT", "/letterhead", body.formatted(PNG)).json();

    assertThat(get("/letterhead").json()).isEqualTo(changed);
    assertThat(changed.at("/company").asString()).isEqualTo("Example KK");
    assertThat(changed.at("/zone").asString()).isEqualTo("Asia/Tokyo");
    assertThat(changed.at("/logo").asString()).isEqualTo(PNG);
    assertProblem(call("PUT", "/letterhead", body.formatted("https://example.com/x.png")), 400);
    assertProblem(call("PUT", "/letterhead", body.formatted("AAAA")), 400);
    assertProblem(call("PUT", "/letterhead", "{\"zone\":\"Mars\"}"), 400);
    JsonResponse empty = call("PUT", "/letterhead", "{}");
    assertProblem(empty, 400);
    assertThat(empty.json().at("/detail").asString())
        .isEqualTo("the body lacks the fields \"company\", \"zone\"");
    assertThat(get("/letterhead").json()).isEqualTo(changed);
    JsonNode removed = call("PUT", "/letterhead", "{\"company\":\"\",\"zone\":\"UTC\"}").json();
    assertThat(removed.at("/logo").isNull()).isTrue();
  }

  @Test
  void causesAreThoseOfTheChecklist() throws Exception {
    fillServer();

    JsonNode causes = get("/accounts/333333333333/causes").json();

    assertThat(causes)
        .isNotEmpty()
        .isEqualTo(get("/accounts/333333333333/checklist").json().get("causes"));
    for (JsonNode cause : causes) {
      String path = "/accounts/333333333333/causes/" + cause.at("/id").asString();
      assertThat(get(path).json()).isEqualTo(cause);
    }
    assertProblem(get("/accounts/333333333333/causes/none"), 404);
    assertProblem(get("/accounts/000000000001/causes"), 404);
  }
}
