package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.report.ReportFormat;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The description of the REST API, and its errors for unknown resources. */
class ApiIntegrationTests extends ApiFixture {

  @ParameterizedTest
  @CsvSource({
    "GET, /accounts/222222222222",
    "GET, /accounts/222222222222/checklist",
    "GET, /accounts/999999999999/checklist",
    "GET, /accounts/999999999999/snapshot",
    "GET, /accounts/999999999999/report?format=json",
    "GET, /reports/00000000-0000-0000-0000-000000000001",
    "GET, /reports/00000000-0000-0000-0000-000000000001/file",
    "GET, /scans/00000000-0000-0000-0000-000000000001",
    "POST, /accounts/222222222222/waivers",
    "GET, /nothing"
  })
  void anUnknownResourceGivesAProblemDetail(String method, String path) throws Exception {
    assertProblem(call(method, path, method.equals("GET") ? null : "{}"), 404);
  }

  @Test
  void theRuleCatalogueIsListed() throws Exception {
    assertThat(get("/rules").json().valueStream().map(rule -> rule.get("id").asString()))
        .contains(
            "ptr-exists",
            "ptr-matches-a",
            "ptr-not-generic",
            "send-limit-removed",
            "no-open-relay",
            "rds-subnet-group-spans-azs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"id":"123456789012","environment":"prod"} | "environment": an environment is one of
          {"id":"123456789012","colour":"red"} | unknown field "colour"; known fields: access, client
          {"id":"123456789012","regions":{"a":1}} | "regions" has the wrong type
          {"id":"123456789012","mail-domains":[{"nome":"x"}]} | unknown field "mail-domains[0].nome"
          {"id":"123456789012" | the body is not valid JSON: see line 1
          {"id":"123456789012","access":{"role-arn":"arn:aws:iam::999999999999:role/T"}} | belongs to account 999999999999
          """)
  void whatIsWrongWithABodyIsNamed(String body, String says) throws Exception {
    JsonResponse answer = call("POST", "/accounts", body);

    assertProblem(answer, 400);
    assertThat(answer.json().get("detail").asString()).contains(says).doesNotContain("io.todoku");
  }

  @Test
  void aPathThatIsNoneIsNamed() throws Exception {
    JsonResponse missing = call("GET", "/acounts?page=1", null);

    assertProblem(missing, 404);
    assertThat(missing.json().get("instance").asString()).isEqualTo("/api/v1/acounts");
    assertThat(missing.json().get("detail").asString()).contains("/api/v1/acounts");
  }

  @Test
  void theMethodsOfAPathAreNamed() throws Exception {
    JsonResponse refused = call("DELETE", "/scans", null);

    assertProblem(refused, 405);
    assertThat(refused.json().get("instance").asString()).isEqualTo("/api/v1/scans");
    assertThat(refused.json().get("detail").asString())
        .isEqualTo("DELETE does not work at /api/v1/scans. What works there: GET, POST.");
  }

  /** Tomcat answers 400 to more than a thousand parameters before anything of ours sees them. */
  @Test
  void aFormInWhichThousandsOfFindingsAreSelectedIsRead() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/fix/done"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("finding=a+b&".repeat(5_000) + "action=mark"))
            .build();

    assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
        .as("nobody is signed in")
        .isIn(302, 403);
  }

  @Test
  void aMissingRequestBodyIsReported() throws Exception {
    assertThat(call("POST", "/accounts", "").json().get("detail").asString())
        .isEqualTo("the request has no JSON body");
  }

  @Test
  void theOpenApiDescriptionIsServed() throws Exception {
    JsonNode api = apiDescription();

    assertThat(api.at("/info/title").asString()).isEqualTo("Todoku");
    assertThat(api.get("paths").propertyNames())
        .contains("/api/v1/accounts/{id}/checklist", "/api/v1/scans", "/api/v1/snapshots")
        .allMatch(path -> path.startsWith("/api/v1/"));
    assertThat(codes(api, "/api/v1/scans", "post"))
        .contains("202", "400", "401", "403", "404", "409", "413", "415")
        .doesNotContain("200");
    assertThat(codes(api, "/api/v1/rules", "get")).contains("200").doesNotContain("404", "409");
    assertThat(codes(api, "/api/v1/accounts", "post")).contains("201").doesNotContain("200");
    assertThat(codes(api, "/api/v1/runbooks/{id}/looks", "post")).contains("202");
    assertThat(codes(api, "/api/v1/runbooks/{id}/words/{step}", "delete")).contains("204");
    assertThat(api.at("/components/schemas/TokenJson/required").toString())
        .contains("prefix")
        .doesNotContain("lastUsedAt");
    assertThat(
            api.at("/components/schemas/TokenJson/properties/lastUsedAt/anyOf/1/type").asString())
        .isEqualTo("null");
  }

  @Test
  void aReportHasTheMediaTypeOfEachFormat() throws Exception {
    JsonNode api = apiDescription();
    List<String> types =
        Stream.of(ReportFormat.values())
            .map(format -> format.mediaType().replaceFirst(";.*", ""))
            .toList();

    for (String path :
        List.of("/api/v1/accounts/{id}/report", "/api/v1/report", "/api/v1/reports/{id}/file")) {
      JsonNode content =
          api.get("paths").get(path).get("get").get("responses").get("200").get("content");
      assertThat(content.propertyNames()).as(path).containsExactlyInAnyOrderElementsOf(types);
      assertThat(content.get("application/pdf").at("/schema/format").asString())
          .isEqualTo("binary");
      assertThat(content.get("text/html").get("schema").propertyNames()).containsExactly("type");
    }
    assertThat(
            api.get("paths")
                .get("/api/v1/runbooks/{id}/document")
                .at("/get/responses/200/content")
                .propertyNames())
        .containsExactlyInAnyOrder("text/html", "application/pdf");
  }

  @Test
  void everyOperationSaysWhatItDoesAndHasAnIdOfItsOwn() throws Exception {
    List<String> ids = new ArrayList<>();
    List<String> bare = new ArrayList<>();
    JsonNode api = apiDescription();
    api.get("paths")
        .propertyStream()
        .forEach(path ->
            path.getValue()
                .propertyStream()
                .forEach(operation -> {
                  String name = operation.getKey() + " " + path.getKey();
                  JsonNode described = operation.getValue();
                  ids.add(described.get("operationId").asString());
                  if (!described.hasNonNull("summary")) {
                    bare.add(name + ": add a line to openapi/operations.txt");
                  }
                  described
                      .path("parameters")
                      .valueStream()
                      .filter(parameter -> !parameter.hasNonNull("description"))
                      .forEach(parameter ->
                          bare.add(
                              name
                                  + " "
                                  + parameter.get("name")
                                  + ": add to openapi/parameters.txt"));
                }));

    assertThat(bare).isEmpty();
    assertThat(ids).doesNotHaveDuplicates().noneMatch(id -> id.contains("_"));
  }

  private static Collection<String> codes(JsonNode api, String path, String method) {
    return api.get("paths").get(path).get(method).get("responses").propertyNames();
  }
}
