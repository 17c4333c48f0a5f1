package io.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class SchemaControllerTests {

  private final MockMvcTester mvc = MockMvcTester.of(new SchemaController());

  @ParameterizedTest
  @ValueSource(strings = {"snapshot", "checklist", "plan"})
  void theSchemaIsServedAsItIsDocumented(String name) throws Exception {
    assertThat(mvc.get().uri("/schemas/" + name + ".schema.json"))
        .hasStatusOk()
        .hasHeader("Content-Type", "application/schema+json")
        .bodyText()
        .isEqualTo(Files.readString(Path.of("docs/schemas", name + ".schema.json")));
  }

  @Test
  void thereIsNoOtherFile() {
    assertThat(mvc.get().uri("/schemas/application.schema.json")).hasStatus(404);
  }
}
