package io.todoku.identity.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.identity.TokenHash;
import io.todoku.identity.UserRole;
import io.todoku.identity.signin.SecurityFixture;
import io.todoku.testing.HttpBrowser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Making, using and revoking API tokens, by pages and by the API. */
class ApiTokensIntegrationTests extends SecurityFixture {

  /** As the documentation gives it to scanners for secrets. */
  private static final Pattern TOKEN = Pattern.compile("tdk_[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]");

  private static final String OWN = "/profile/tokens";
  private static final String ALL = "/settings/tokens";
  private static final String API = "/api/v1/tokens";

  private final HttpClient program = HttpClient.newHttpClient();

  @BeforeEach
  void signInAsAdministrator() throws Exception {
    database.sql("delete from api_token").update();
    signIn(browser);
    browser.get("/profile");
  }

  private static Map<String, String> fields(String name, UserRole role, String client) {
    Map<String, String> fields = new HashMap<>();
    fields.put("name", name);
    fields.put("role", role.name());
    fields.put("limited", String.valueOf(client.isEmpty() ? "false" : "true"));
    fields.put("client", client);
    fields.put("days", "30");
    return fields;
  }

  private static String make(HttpBrowser who, String name, UserRole role, String client)
      throws Exception {
    HttpResponse<String> answer = who.post(OWN, fields(name, role, client));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return tokenOn(answer.body());
  }

  private static String tokenOn(String page) {
    Matcher token = TOKEN.matcher(page);
    assertThat(token.find()).as("a token on the page").isTrue();
    return token.group();
  }

  /** A user who has accepted an invitation, in a browser of their own. */
  private HttpBrowser invite(String name, UserRole role, String client) throws Exception {
    Map<String, String> access = fields(name, role, client);
    String page =
        browser.post("/settings/users", access).headers().firstValue("Location").orElseThrow();
    Matcher link =
        Pattern.compile("/sign-in/link\\?token=([\\w-]{43})")
            .matcher(browser.get(URI.create(page).getPath()).body());
    assertThat(link.find()).isTrue();
    HttpBrowser invited = new HttpBrowser(port);
    invited.get(link.group());
    invited.post("/sign-in/link", Map.of("token", link.group(1), "password", PASSWORD));
    assertThat(invited.get("/profile").statusCode()).isEqualTo(200);
    return invited;
  }

  private UUID userId(String name) {
    return database
        .sql("select id from app_user where name = ?")
        .param(name)
        .query(UUID.class)
        .single();
  }

  private UUID tokenId(String name) {
    return database
        .sql("select id from api_token where name = ?")
        .param(name)
        .query(UUID.class)
        .single();
  }

  private HttpResponse<String> call(String method, String path, String token, String body)
      throws Exception {
    return program.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private int status(String token) throws Exception {
    return call("GET", "/api/v1/probe", token, "").statusCode();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return new JsonMapper().readTree(answer.body());
  }

  private List<String> namesSeenBy(String token) throws Exception {
    return json(call("GET", API, token, ""))
        .valueStream()
        .map(one -> one.get("name").asString())
        .sorted()
        .toList();
  }

  private String lastAuditEntry(String column) {
    return database
        .sql("select " + column + " from audit_entry order by seq desc limit 1")
        .query(String.class)
        .single();
  }

  @Test
  void aTokenReachesTheApiWithoutSessionAndCsrfTokenAndNoPage() throws Exception {
    String token = make(browser, "nightly", UserRole.VIEWER, "Example KK");

    HttpResponse<String> answer = call("POST", "/api/v1/probe", token, "");

    assertThat(answer.body()).isEqualTo("reached");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(call("GET", "/profile", token, "").statusCode()).isEqualTo(302);
  }

  @Test
  void aTokenIsShownOnceAndStoredNowhere() throws Exception {
    HttpResponse<String> made = browser.post(OWN, fields("nightly", UserRole.VIEWER, ""));
    String token = tokenOn(made.body());
    assertThat(made.body()).contains("curl -H", "/api/v1/accounts", "data-copy=\"token\"");
    assertThat(made.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(status(token)).isEqualTo(200);

    assertThat(browser.get(OWN).body()).contains("nightly", token.substring(0, 10));
    for (String page : List.of(OWN, ALL, "/settings/audit", API)) {
      assertThat(browser.get(page).body()).as(page).doesNotContain(token, token.substring(4));
    }
    String everything = dump();
    assertThat(everything)
        .as("what is looked through")
        .contains(TokenHash.hex(token), "nightly", token.substring(0, 10));
    assertThat(everything).doesNotContain(token.substring(0, 14), token.substring(20));
  }

  /** All tables, with bytes as they are. */
  private String dump() {
    StringBuilder all = new StringBuilder();
    List<String> tables =
        database
            .sql(
                "select table_name from information_schema.tables where lower(table_schema) = 'public'"
                    + " and table_type = 'BASE TABLE'")
            .query(String.class)
            .list();
    assertThat(tables)
        .usingElementComparator(String.CASE_INSENSITIVE_ORDER)
        .contains("spring_session_attributes", "audit_entry", "api_token");
    for (String table : tables) {
      for (Map<String, Object> row :
          database.sql("select * from \"" + table + "\"").query().listOfRows()) {
        row.forEach((column, value) ->
            all.append(column)
                .append('=')
                .append(
                    value instanceof byte[] bytes
                        ? new String(bytes, StandardCharsets.ISO_8859_1)
                        : value)
                .append('\n'));
      }
    }
    return all.toString();
  }

  @Test
  void aTokenHasItsRoleAndClients() throws Exception {
    String viewer = make(browser, "reader", UserRole.VIEWER, "Example KK");
    String operator = make(browser, "worker", UserRole.OPERATOR, "");

    assertThat(call("GET", "/api/v1/accounts", viewer, "").statusCode()).isEqualTo(200);
    assertThat(call("POST", "/api/v1/scans", viewer, "{}").statusCode()).isEqualTo(403);
    assertThat(call("POST", "/api/v1/accounts", operator, "{}").statusCode()).isEqualTo(400);
    assertThat(call("DELETE", "/api/v1/accounts/111111111111", operator, "").statusCode())
        .isEqualTo(403);
    assertThat(call("GET", "/actuator/info", operator, "").statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "wrong, 401",
    "tdk_, 401",
    "tdk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, 401",
    "a-token-for-tests-V7nKq3xWz9Lr, 200"
  })
  void anotherTokenIsRefusedAndTheConfiguredOneWorks(String token, int status) throws Exception {
    make(browser, "nightly", UserRole.VIEWER, "");
    HttpResponse<String> answer = call("GET", "/api/v1/probe", token, "");
    assertThat(answer.statusCode()).isEqualTo(status);
    if (status == 401) {
      assertThat(json(answer).get("detail").asString())
          .isEqualTo("Send a valid API token as Authorization: Bearer, or sign in.");
    }
  }

  @Test
  void theHashIsNoToken() throws Exception {
    String token = make(browser, "nightly", UserRole.VIEWER, "");
    assertThat(status(TokenHash.hex(token))).isEqualTo(401);
    assertThat(status(token + "A")).isEqualTo(401);
    assertThat(status(token)).isEqualTo(200);
  }

  @Test
  void anExpiredTokenTellsItsHolderWhy() throws Exception {
    String token = make(browser, "nightly", UserRole.VIEWER, "");
    Instant end =
        database
            .sql("select expires_at from api_token")
            .query(OffsetDateTime.class)
            .single()
            .toInstant();
    assertThat(end)
        .isBetween(
            Instant.now().plus(30, ChronoUnit.DAYS).minusSeconds(60),
            Instant.now().plus(30, ChronoUnit.DAYS));
    database
        .sql("update api_token set expires_at = ?")
        .param(OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC))
        .update();

    HttpResponse<String> answer = call("GET", "/api/v1/probe", token, "");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(json(answer).get("detail").asString())
        .isEqualTo("This API token expired at 2026-01-02T03:04:05Z. Make a new one in Todoku.");
    assertThat(browser.get(OWN).body()).contains("expired");
  }

  @Test
  void aRevokedTokenWorksNoMoreAndTheOtherGoesOn() throws Exception {
    String token = make(browser, "nightly", UserRole.VIEWER, "");
    String other = make(browser, "hourly", UserRole.VIEWER, "");

    browser.post(OWN + "/" + tokenId("nightly") + "/revoke", Map.of());
    assertThat(lastAuditEntry("action")).isEqualTo("token.revoke");
    assertThat(lastAuditEntry("old_value")).contains("nightly");

    HttpResponse<String> answer = call("GET", "/api/v1/probe", token, "");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(json(answer).get("detail").asString()).contains("was revoked");
    assertThat(status(other)).isEqualTo(200);
    assertThat(lastAuditEntry("action || ' ' || outcome || ' ' || actor"))
        .isEqualTo("token.use REFUSED token:nightly (" + token.substring(0, 10) + ")");
  }

  @Test
  void aTokenStopsWhileItsMakerIsSuspendedAndForGoodWhenItsMakerIsRemoved() throws Exception {
    HttpBrowser ken = invite("ken", UserRole.OPERATOR, "");
    String token = make(ken, "nightly", UserRole.VIEWER, "Example KK");
    String page = "/settings/users/" + userId("ken");
    assertThat(status(token)).isEqualTo(200);

    browser.post(page + "/suspend", Map.of());
    HttpResponse<String> answer = call("GET", "/api/v1/probe", token, "");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(json(answer).get("detail").asString()).contains("removed or suspended");
    assertThat(browser.get(ALL).body()).contains("off: its maker was removed or suspended");

    browser.post(page + "/resume", Map.of());
    assertThat(status(token)).isEqualTo(200);

    browser.post(page + "/remove", Map.of());
    invite("ken", UserRole.ADMINISTRATOR, "");
    assertThat(status(token)).as("another user of the same name").isEqualTo(401);
  }

  @Test
  void aTokenMayNoMoreThanItsMakerMayNow() throws Exception {
    HttpBrowser ken = invite("ken", UserRole.ADMINISTRATOR, "");
    String token = make(ken, "nightly", UserRole.ADMINISTRATOR, "");
    make(browser, "decoy", UserRole.VIEWER, "");
    assertThat(call("GET", "/actuator/info", token, "").statusCode()).isEqualTo(200);
    assertThat(namesSeenBy(token)).containsExactly("decoy", "nightly");

    browser.post(
        "/settings/users/" + userId("ken"), fields("ken", UserRole.OPERATOR, "Example KK"));

    assertThat(call("GET", "/actuator/info", token, "").statusCode()).isEqualTo(403);
    assertThat(call("POST", "/api/v1/accounts", token, "{}").statusCode())
        .as("accounts need every client")
        .isEqualTo(403);
    assertThat(call("POST", "/api/v1/scans", token, "{}").statusCode())
        .as("an operator scans")
        .isNotEqualTo(403);
    assertThat(namesSeenBy(token)).as("itself").containsExactly("nightly");
    assertThat(ken.get(OWN).body())
        .contains("because its maker may do less: Operator · Example KK");
  }

  @ParameterizedTest
  @CsvSource({
    "OPERATOR, Example KK, VIEWER, Example KK, 201",
    "OPERATOR, Example KK, OPERATOR, Example KK, 201",
    "OPERATOR, Example KK, ADMINISTRATOR, '', 400",
    "OPERATOR, Example KK, VIEWER, Nagi Shop, 400",
    "OPERATOR, Example KK, VIEWER, '', 400",
    "VIEWER, '', VIEWER, '', 201",
    "VIEWER, '', OPERATOR, Example KK, 400",
    "ADMINISTRATOR, '', ADMINISTRATOR, '', 201"
  })
  void aUserMakesTokensWithNoMoreThanTheirOwnRights(
      UserRole own, String ownClient, UserRole role, String client, int status) throws Exception {
    HttpBrowser ken = invite("ken", own, ownClient);

    HttpResponse<String> page = ken.post(OWN, fields("nightly", role, client));

    assertThat(page.statusCode()).isEqualTo(status == 201 ? 201 : 200);
    if (status != 201) {
      assertThat(page.body()).contains("A token may not");
    }
    assertThat(database.sql("select count(*) from api_token").query(Integer.class).single())
        .isEqualTo(status == 201 ? 1 : 0);
    assertThat(lastAuditEntry("action")).isEqualTo("token.make");
    assertThat(lastAuditEntry("outcome")).isEqualTo(status == 201 ? "DONE" : "FAILED");
    assertThat(lastAuditEntry("actor")).isEqualTo("ken");
  }

  @Test
  void theFormOffersNoMoreThanTheUserMay() throws Exception {
    String page = invite("ken", UserRole.OPERATOR, "Example KK").get(OWN).body();
    assertThat(page)
        .contains("value=\"VIEWER\"", "value=\"OPERATOR\"")
        .doesNotContain("value=\"ADMINISTRATOR\"", "Every client");
    assertThat(browser.get(OWN).body()).contains("value=\"ADMINISTRATOR\"", "Every client");
  }

  @ParameterizedTest
  @CsvSource({
    "name, '', Say what the token is for",
    "days, 3650, Choose how long the token works",
    "days, x, Choose how long the token works",
    "role, ROOT, Choose a role",
    "client, '', Choose at least one client"
  })
  void aFormThatIsWrongSaysWhat(String field, String value, String text) throws Exception {
    Map<String, String> fields = fields("nightly", UserRole.VIEWER, "Example KK");
    fields.put(field, value);
    HttpResponse<String> answer = browser.post(OWN, fields);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains(text).doesNotContainPattern(TOKEN);
  }

  @Test
  void aUserNeitherSeesNorRevokesTheTokensOfOthers() throws Exception {
    String token = make(browser, "secret-project", UserRole.VIEWER, "");
    UUID id = tokenId("secret-project");
    HttpBrowser ken = invite("ken", UserRole.OPERATOR, "Example KK");

    assertThat(ken.get(OWN).body()).doesNotContain("secret-project");
    assertThat(ken.get(ALL).statusCode()).isEqualTo(403);
    assertThat(ken.get(API).body()).isEqualTo("[]");
    ken.get(OWN);
    assertThat(ken.post(OWN + "/" + id + "/revoke", Map.of()).statusCode()).isEqualTo(404);
    assertThat(ken.post(OWN + "/" + UUID.randomUUID() + "/revoke", Map.of()).statusCode())
        .isEqualTo(404);
    assertThat(ken.post(ALL + "/" + id + "/revoke", Map.of()).statusCode()).isEqualTo(403);
    assertThat(status(token)).isEqualTo(200);
  }

  @Test
  void anAdministratorSeesAndRevokesTheTokensOfAll() throws Exception {
    String token =
        make(
            invite("ken", UserRole.VIEWER, "Example KK"),
            "quarterly",
            UserRole.VIEWER,
            "Example KK");
    assertThat(browser.get(OWN).body()).doesNotContain("quarterly");
    assertThat(browser.get(ALL).body()).contains("quarterly", "ken", token.substring(0, 10));

    browser.post(ALL + "/" + tokenId("quarterly") + "/revoke", Map.of());

    assertThat(status(token)).isEqualTo(401);
  }

  @Test
  void theApiMakesListsAndRevokesTokens() throws Exception {
    String body =
        "{\"name\":\"nightly\",\"role\":\"OPERATOR\",\"clients\":[\"Example KK\"],\"days\":7}";
    HttpResponse<String> made = browser.postJson(API, body);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    String token = json(made).get("token").asString();
    assertThat(token).matches(TOKEN).startsWith(json(made).get("prefix").asString());
    JsonNode listed = json(browser.get(API)).get(0);
    assertThat(listed.get("role").asString()).isEqualTo("OPERATOR");
    assertThat(listed.get("clients").get(0).asString()).isEqualTo("Example KK");
    assertThat(listed.get("madeBy").asString()).isEqualTo("mika");
    assertThat(listed.get("state").asString()).isEqualTo("ACTIVE");
    assertThat(listed.get("lastUsedAt").isNull()).isTrue();

    HttpResponse<String> revoked =
        call(
            "DELETE",
            API + "/" + json(made).get("id").asString(),
            "a-token-for-tests-V7nKq3xWz9Lr",
            "");

    assertThat(revoked.statusCode()).isEqualTo(204);
    assertThat(status(token)).isEqualTo(401);
    assertThat(json(browser.get(API)).get(0).get("state").asString()).isEqualTo("REVOKED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\":\"n\",\"role\":\"VIEWER\",\"days\":7}",
        "{\"name\":\"n\",\"role\":\"VIEWER\",\"clients\":[null],\"days\":7}",
        "{\"name\":\"n\",\"role\":\"ROOT\",\"everyClient\":true,\"days\":7}",
        "{\"name\":\"n\",\"role\":\"VIEWER\",\"everyClient\":true,\"days\":366}",
        "{\"name\":\"n\",\"role\":\"VIEWER\",\"everyClient\":true,\"days\":0}",
        "{\"name\":\"\\u0000\",\"role\":\"VIEWER\",\"everyClient\":true,\"days\":7}"
      })
  void aBodyThatIsWrongMakesNoToken(String body) throws Exception {
    HttpResponse<String> answer = browser.postJson(API, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(json(answer).get("detail").asString()).isNotBlank();
    assertThat(database.sql("select count(*) from api_token").query(Integer.class).single())
        .isZero();
  }

  @Test
  void noTokenMakesATokenAndEachCanRevokeItself() throws Exception {
    String administrator = make(browser, "first", UserRole.ADMINISTRATOR, "");
    String body = "{\"name\":\"n\",\"role\":\"VIEWER\",\"everyClient\":true,\"days\":7}";
    for (String token : List.of(administrator, "a-token-for-tests-V7nKq3xWz9Lr")) {
      HttpResponse<String> answer = call("POST", API, token, body);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(json(answer).get("detail").asString())
          .isEqualTo("API tokens are made by users who are signed in");
    }
    String viewer = make(browser, "second", UserRole.VIEWER, "");
    assertThat(namesSeenBy(viewer)).containsExactly("second");
    assertThat(call("DELETE", API + "/" + tokenId("first"), viewer, "").statusCode())
        .isEqualTo(404);

    assertThat(call("DELETE", API + "/" + tokenId("second"), viewer, "").statusCode())
        .isEqualTo(204);

    assertThat(status(viewer)).isEqualTo(401);
    assertThat(status(administrator)).isEqualTo(200);
  }

  @Test
  void whatATokenDoesIsLoggedUnderANameThatNoUserCanHave() throws Exception {
    String token = make(browser, "nightly", UserRole.OPERATOR, "Example KK");
    call("POST", "/api/v1/scans", token, "{\"accounts\":[\"111111111111\"]}");
    String actor = "token:nightly (" + token.substring(0, 10) + ")";
    assertThat(lastAuditEntry("actor")).isEqualTo(actor);
    assertThat(lastAuditEntry("actor_role")).isEqualTo("OPERATOR");
    for (String name : List.of(actor, "Token:nightly", "api-token", "API-Token", "ｔoken：x")) {
      browser.get("/settings/users");
      assertThat(browser.post("/settings/users", fields(name, UserRole.VIEWER, "")).body())
          .as(name)
          .contains("Names of API tokens look like this");
    }
    assertThat(database.sql("select count(*) from app_user").query(Integer.class).single())
        .isEqualTo(1);
  }

  @Test
  void theLastUseIsNotedOnceAMinute() throws Exception {
    String token = make(browser, "nightly", UserRole.VIEWER, "");
    assertThat(browser.get(OWN).body()).contains("not yet");
    status(token);
    OffsetDateTime first = lastUse();
    assertThat(first.toInstant()).isBetween(Instant.now().minusSeconds(60), Instant.now());
    assertThat(database.sql("select last_used_from from api_token").query(String.class).single())
        .isEqualTo("127.0.0.1");
    status(token);
    assertThat(lastUse()).isEqualTo(first);

    database.sql("update api_token set last_used_at = ?").param(first.minusSeconds(61)).update();
    status(token);

    assertThat(lastUse()).isAfterOrEqualTo(first);
    assertThat(browser.get(OWN).body()).contains("127.0.0.1").doesNotContain("not yet");
  }

  private OffsetDateTime lastUse() {
    return database.sql("select last_used_at from api_token").query(OffsetDateTime.class).single();
  }

  @Test
  void tokensThatEndedLongAgoAreForgotten() throws Exception {
    make(browser, "old", UserRole.VIEWER, "Example KK");
    make(browser, "recent", UserRole.VIEWER, "Example KK");
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    for (var age : Map.of("old", 91, "recent", 89).entrySet()) {
      database
          .sql("update api_token set revoked_at = ? where name = ?")
          .params(now.minusDays(age.getValue()), age.getKey())
          .update();
    }
    make(browser, "new", UserRole.VIEWER, "");
    assertThat(database.sql("select name from api_token").query(String.class).set())
        .containsExactlyInAnyOrder("recent", "new");
  }

  @Test
  void aUserHasABoundedNumberOfTokensThatWork() throws Exception {
    make(browser, "first", UserRole.VIEWER, "");
    for (int i = 1; i < ApiTokens.MAX_ACTIVE; i++) {
      database
          .sql(
              "insert into api_token (id, name, prefix, token_hash, role, every_client, maker_id,"
                  + " made_by, created_at, expires_at) select cast(? as uuid), 'n', prefix, ?, role,"
                  + " every_client, maker_id, made_by, created_at, expires_at from api_token"
                  + " where name = 'first'")
          .params(UUID.randomUUID(), "hash " + i)
          .update();
    }
    assertThat(browser.post(OWN, fields("more", UserRole.VIEWER, "")).body())
        .contains("You have 50 tokens that work");
    browser.post(OWN + "/" + tokenId("first") + "/revoke", Map.of());
    make(browser, "more", UserRole.VIEWER, "");
  }
}
