package io.todoku.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives each operation of the API description its id, summary, group and an example of its body,
 * and each parameter its description, example and allowed values, from three tables in {@code
 * openapi}.
 */
@Component
class ApiTextsCustomizer implements OpenApiCustomizer {

  private static final String API = "/api/v1";

  /** Names the file that an operation takes as its body. */
  private static final String BODY_FILE = "x-body-file";

  /** A query with one of several parameters, none of which is required alone. */
  private static final String QUERY = "x-query";

  private static final JsonMapper JSON = new JsonMapper();

  /** Where the same sent twice is one, see {@code docs/api.md}. */
  private static final Set<String> ANSWERING_THE_EARLIER = Set.of("addAttestation", "addWaiver");

  /** Those that {@link EtagFilter} answers. */
  private static final Set<String> WITH_ETAG =
      Set.of(
          "listAccounts", "getAccount", "getChecklist", "listScans", "getScan", "listDeliveries");

  private record OperationText(String route, String id, String tag, String summary) {

    static OperationText of(List<String> cells) {
      return new OperationText(cells.get(0), cells.get(1), cells.get(2), cells.get(3));
    }
  }

  private record ParameterText(String name, String example, List<String> values, String text) {

    static ParameterText of(List<String> cells) {
      List<String> values =
          cells.get(2).isEmpty() ? List.of() : Arrays.asList(cells.get(2).split(", *"));
      return new ParameterText(cells.get(0), cells.get(1), values, cells.get(3));
    }
  }

  private final Map<String, OperationText> operations =
      read("openapi/operations.txt")
          .map(OperationText::of)
          .collect(Collectors.toMap(OperationText::route, Function.identity()));
  private final Map<String, ParameterText> parameters =
      read("openapi/parameters.txt")
          .map(ParameterText::of)
          .collect(Collectors.toMap(ParameterText::name, Function.identity()));

  /**
   * Bodies that do little and that the server takes, by operations; {@code @} names a file, and
   * {@code ?} begins a query.
   */
  private final Map<String, String> bodies =
      read("openapi/bodies.txt").collect(Collectors.toMap(List::getFirst, List::getLast));

  private final Clock clock;

  ApiTextsCustomizer(Clock clock) {
    this.clock = clock;
  }

  private static Stream<List<String>> read(String table) {
    try {
      return new ClassPathResource(table)
          .getContentAsString(StandardCharsets.UTF_8)
          .lines()
          .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void customise(OpenAPI api) {
    api.getPaths()
        .forEach((path, item) ->
            item.readOperationsMap()
                .forEach((method, operation) -> {
                  String route = method + " " + path.substring(API.length());
                  Optional.ofNullable(operations.get(route))
                      .ifPresent(text -> describe(operation, text));
                  Optional.ofNullable(bodies.get(String.valueOf(operation.getOperationId())))
                      .ifPresent(body -> addExample(operation, body));
                  Stream.ofNullable(operation.getParameters())
                      .flatMap(List::stream)
                      .forEach(parameter -> describe(parameter, operation.getOperationId()));
                }));
  }

  private static void describe(Operation operation, OperationText text) {
    operation.operationId(text.id()).summary(text.summary()).tags(List.of(text.tag()));
    ApiResponses answers = operation.getResponses();
    if (ANSWERING_THE_EARLIER.contains(text.id())) {
      answers.addApiResponse(
          "200",
          new ApiResponse()
              .description("It was there already")
              .content(Objects.requireNonNull(answers.get("201")).getContent()));
    }
    if (WITH_ETAG.contains(text.id())) {
      answers.addApiResponse(
          "304", new ApiResponse().description("Not changed since If-None-Match"));
    }
  }

  private void addExample(Operation operation, String body) {
    if (body.startsWith("@")) {
      operation.addExtension(BODY_FILE, body.substring(1));
      return;
    }
    if (body.startsWith("?")) {
      operation.addExtension(QUERY, body.substring(1));
      return;
    }
    String inAYear = LocalDate.now(clock).plusYears(1).toString();
    Object example = JSON.readValue(body.replace("{in a year}", inAYear), Object.class);
    operation.getRequestBody().getContent().values().forEach(one -> one.setExample(example));
  }

  private void describe(Parameter parameter, String operation) {
    ParameterText text =
        parameters.getOrDefault(
            operation + "." + parameter.getName(), parameters.get(parameter.getName()));
    if (text == null) {
      return;
    }
    parameter.description(text.text());
    if (!text.example().isEmpty()) {
      parameter.example(text.example());
    }
    if (!text.values().isEmpty()) {
      parameter.setSchema(oneOf(text.values()));
    }
  }

  /** A schema of its own, because parameters of the same type share theirs. */
  private static Schema<?> oneOf(List<String> values) {
    Schema<Object> schema = new JsonSchema();
    schema.typesItem("string");
    schema.setEnum(List.copyOf(values));
    return schema;
  }
}
