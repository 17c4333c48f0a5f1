package io.todoku.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The general part of the API description at {@code /v3/api-docs}. */
@Configuration
class OpenApiConfiguration {

  private static final String TOKEN = "token";

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Todoku")
                .version("v1")
                .description("Whether the mail that AWS accounts send will arrive."))
        .components(
            new Components()
                .addSecuritySchemes(
                    TOKEN, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"))
                .addSchemas(ApiResponsesCustomizer.PROBLEM, problem()))
        .addSecurityItem(new SecurityRequirement().addList(TOKEN));
  }

  /** Problem details (RFC 9457). */
  private static Schema<?> problem() {
    return new JsonSchema()
        .typesItem("object")
        .addProperty("type", new JsonSchema().typesItem("string").format("uri-reference"))
        .addProperty("title", new JsonSchema().typesItem("string"))
        .addProperty("status", new JsonSchema().typesItem("integer"))
        .addProperty("detail", new JsonSchema().typesItem("string"))
        .addProperty("instance", new JsonSchema().typesItem("string").format("uri-reference"))
        .required(List.of("title", "status", "detail"));
  }
}
