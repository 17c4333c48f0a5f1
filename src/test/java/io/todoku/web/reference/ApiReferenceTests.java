package io.todoku.web.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.web.reference.ApiReference.ApiAnswer;
import io.todoku.web.reference.ApiReference.DescribedOperation;
import io.todoku.web.reference.ApiReference.OperationEntry;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ApiReferenceTests {

  private static final ApiReference REFERENCE =
      new ApiReference(
          new JsonMapper()
              .readTree(
                  """
                  {"paths":{
                    "/api/v1/things/{id}":{
                      "delete":{"operationId":"removeThing","tags":["things"],"summary":"Removes",
                        "parameters":[{"name":"id","in":"path","required":true,
                          "schema":{"type":"string"}}],
                        "responses":{"204":{"description":"No Content"},
                          "404":{"description":"Not Found","content":{"application/problem+json":
                            {"schema":{"$ref":"#/components/schemas/Problem"}}}}}},
                      "get":{"operationId":"getThing","tags":["things"],"summary":"Shows",
                        "responses":{"200":{"description":"OK","content":{"application/json":
                          {"schema":{"$ref":"#/components/schemas/Thing"}}}}}}},
                    "/api/v1/things":{
                      "post":{"operationId":"addThing","tags":["things"],"summary":"Adds",
                        "requestBody":{"content":{"application/json":
                          {"schema":{"$ref":"#/components/schemas/Thing"},
                            "example":{"name":"it's","parts":[{"id":1}]}}}},
                        "responses":{"201":{"description":"Created"}}},
                      "get":{"operationId":"listThings","tags":["things"],"summary":"Lists",
                        "parameters":[{"name":"state","in":"query","description":"which",
                          "example":"OLD","schema":{"type":"string","enum":["NEW","OLD"]}}],
                        "responses":{"200":{"description":"OK","content":{
                          "application/json":{"schema":{"type":"array","items":
                            {"$ref":"#/components/schemas/Thing"}}}}}}}},
                    "/api/v1/files":{"post":{"operationId":"sendFile","tags":["z"],
                      "summary":"Sends","x-body-file":"thing.json",
                      "responses":{"204":{"description":"No Content"}}}},
                    "/api/v1/other":{"get":{"operationId":"other","tags":["a"],"summary":"Other",
                      "parameters":[{"name":"q","in":"query","required":true,
                        "example":"it's & more","schema":{"type":"string"}}],
                      "responses":{"200":{"description":"OK","content":{"text/html":{},
                        "application/pdf":{"schema":{"type":"string","format":"binary"}}}}}}}},
                  "components":{"schemas":{
                    "Thing":{"type":"object","required":["name","when"],"properties":{
                      "name":{"type":"string","description":"of it's owner","example":"it's"},
                      "when":{"type":"string","format":"date-time"},
                      "note":{"type":["string","null"]},
                      "parent":{"anyOf":[{"$ref":"#/components/schemas/Thing"},{"type":"null"}]},
                      "parts":{"type":"array","items":{"$ref":"#/components/schemas/Part"}},
                      "kind":{"type":"string","enum":["NEW","OLD"]}}},
                    "Part":{"type":"object","required":["id"],"properties":{
                      "id":{"type":"integer"}}},
                    "Problem":{"type":"object","properties":{"type":{"type":"string"}}}}}}
                  """));

  private static DescribedOperation find(String id) {
    return REFERENCE.find(id, "https://todoku.example.com").orElseThrow();
  }

  @Test
  void operationsStandByGroupAndWhatReadsAThingBeforeWhatChangesIt() {
    assertThat(REFERENCE.groups())
        .extracting(
            group -> group.name() + group.operations().stream().map(OperationEntry::id).toList())
        .containsExactly(
            "a[other]", "things[listThings, addThing, getThing, removeThing]", "z[sendFile]");
  }

  @Test
  void aBodyHasItsFieldsWithThoseOfNestedObjectsAndEndsWhereASchemaHoldsItself() {
    assertThat(find("addThing").body())
        .extracting(
            field -> field.name() + ": " + field.type() + (field.required() ? " required" : ""))
        .containsExactly(
            "name: text required",
            "when: date-time required",
            "note: text or null",
            "parent: object or null",
            "parts: list of objects",
            "parts[].id: integer required",
            "kind: text");
    assertThat(find("addThing").body().getLast().values()).containsExactly("NEW", "OLD");
    assertThat(find("addThing").body().getFirst().description()).isEqualTo("of it's owner");
  }

  @Test
  void theCommandHasTheExampleAndIsSafeInAShell() {
    assertThat(find("addThing").request())
        .isEqualTo(
            """
            curl -X POST -H "Authorization: Bearer $TODOKU_TOKEN" -H 'Content-Type: application/json' \\
              -d '{"name":"it'\\''s","parts":[{"id":1}]}' \\
              'https://todoku.example.com/api/v1/things'\
            """);
    assertThat(find("sendFile").request())
        .isEqualTo(
            """
            curl -X POST -H "Authorization: Bearer $TODOKU_TOKEN" -H 'Content-Type: application/json' \\
              --data-binary @thing.json \\
              'https://todoku.example.com/api/v1/files'\
            """);
    assertThat(find("listThings").request())
        .isEqualTo(
            """
            curl -H "Authorization: Bearer $TODOKU_TOKEN" \\
              'https://todoku.example.com/api/v1/things'\
            """);
  }

  @Test
  void theCommandHasParametersThatAreRequired() {
    assertThat(find("other").request())
        .endsWith("'https://todoku.example.com/api/v1/other?q=it%27s%20%26%20more'");
  }

  @Test
  void answersAreToldApartFromRefusals() {
    assertThat(find("removeThing").answers()).extracting(ApiAnswer::code).containsExactly("204");
    assertThat(find("removeThing").refusals()).extracting(ApiAnswer::code).containsExactly("404");
    assertThat(find("listThings").answers().getFirst().type()).isEqualTo("list of objects");
    assertThat(find("listThings").answers().getFirst().fields())
        .extracting(ApiField::name)
        .startsWith("name", "when")
        .contains("parts[].id");
    assertThat(find("other").answers().getFirst().mediaTypes())
        .containsExactly("text/html", "application/pdf");
  }

  @Test
  void aParameterHasItsValuesAndExample() {
    ApiField state = find("listThings").parameters().getFirst();

    assertThat(state.values()).containsExactly("NEW", "OLD");
    assertThat(state.example()).isEqualTo("OLD");
    assertThat(state.required()).isFalse();
    assertThat(find("removeThing").parameters().getFirst().required()).isTrue();
  }

  @Test
  void whatIsNotDescribedIsNotFound() {
    assertThat(REFERENCE.find("nothing", "https://todoku.example.com")).isEmpty();
  }
}
