package io.todoku.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;

/** Describes the refusals of each route of the API, and the routes that answer with a file. */
@Component
class ApiResponsesCustomizer implements OperationCustomizer {

  /** The name of the schema of a refusal. */
  static final String PROBLEM = "Problem";

  private static final ResolvableType FILE =
      ResolvableType.forClassWithGenerics(ResponseEntity.class, byte[].class);

  @Override
  public Operation customize(Operation operation, HandlerMethod handler) {
    if (answersFile(handler)) {
      Content files = new Content();
      for (String type : success(operation).getContent().keySet()) {
        boolean json = type.equals(org.springframework.http.MediaType.APPLICATION_JSON_VALUE);
        files.addMediaType(type, json ? new MediaType() : new MediaType().schema(file(type)));
      }
      success(operation).setContent(files);
    } else if (handler.getMethod().getReturnType() == byte[].class) { // JSON, written already
      success(operation).getContent().values().forEach(json -> json.schema(null));
    }
    if (takesIdempotencyKey(handler)) {
      operation.addParametersItem(
          new Parameter().in("header").name("Idempotency-Key").schema(idempotencyKey()));
    }
    for (HttpStatus status : refusals(operation, handler)) {
      operation.getResponses().addApiResponse(String.valueOf(status.value()), problem(status));
    }
    return operation;
  }

  private static ApiResponse success(Operation operation) {
    return Objects.requireNonNull(operation.getResponses().get("200"));
  }

  private static boolean answersFile(HandlerMethod handler) {
    return FILE.isAssignableFrom(ResolvableType.forMethodReturnType(handler.getMethod()));
  }

  private static List<HttpStatus> refusals(Operation operation, HandlerMethod handler) {
    List<HttpStatus> refusals =
        new ArrayList<>(
            List.of(
                HttpStatus.BAD_REQUEST,
                HttpStatus.UNAUTHORIZED,
                HttpStatus.FORBIDDEN,
                HttpStatus.NOT_ACCEPTABLE,
                HttpStatus.TOO_MANY_REQUESTS)); // refused tokens of one network
    boolean changes = !handler.hasMethodAnnotation(GetMapping.class);
    if (operation.getParameters() != null || changes) {
      refusals.add(HttpStatus.NOT_FOUND);
    }
    if (answersFile(handler)) {
      refusals.add(HttpStatus.SERVICE_UNAVAILABLE); // other files are being made
      refusals.add(HttpStatus.CONFLICT); // there is nothing to make it of
    }
    if (changes) {
      refusals.add(HttpStatus.CONFLICT);
    }
    if (takesIdempotencyKey(handler)) {
      refusals.add(HttpStatus.UNPROCESSABLE_CONTENT);
      refusals.add(HttpStatus.CONTENT_TOO_LARGE);
    }
    if (operation.getRequestBody() != null) {
      refusals.add(HttpStatus.CONTENT_TOO_LARGE);
      refusals.add(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
    }
    return refusals;
  }

  /** All that make or start something; see the package idempotency. */
  private static boolean takesIdempotencyKey(HandlerMethod handler) {
    RequestMapping base =
        AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), RequestMapping.class);
    return handler.hasMethodAnnotation(PostMapping.class)
        && (base == null || !List.of(base.value()).contains("/api/v1/search"));
  }

  private static Schema<?> idempotencyKey() {
    return new JsonSchema().typesItem("string").pattern("^[!-~]{1,255}$");
  }

  private static ApiResponse problem(HttpStatus status) {
    return new ApiResponse()
        .description(status.getReasonPhrase())
        .content(
            new Content()
                .addMediaType(
                    org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                    new MediaType()
                        .schema(new Schema<>().$ref(Components.COMPONENTS_SCHEMAS_REF + PROBLEM))));
  }

  /** Text is described as text, because generated clients read it so. */
  private static Schema<?> file(String type) {
    Schema<?> file = new Schema<>().typesItem("string");
    return type.startsWith("text/") ? file : file.format("binary");
  }
}
