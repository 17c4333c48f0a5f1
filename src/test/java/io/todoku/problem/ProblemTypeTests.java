package io.todoku.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

class ProblemTypeTests {

  @ParameterizedTest
  @EnumSource
  void everyTypeIsDocumentedWithItsStatus(ProblemType type) throws Exception {
    assertThat(Files.readString(Path.of("docs/api.md")))
        .contains("| `%s` | %d".formatted(type.uri(), type.detail("x").getStatus()));
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeIsFoundByTheLastPartOfItsUri(ProblemType type) {
    String id = type.uri().toString().replaceFirst("^/problems/", "");

    assertThat(ProblemType.find(id)).contains(type);
    assertThat(ProblemType.find(id + "s")).isEmpty();
    assertThat(ProblemType.find(type.name())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400, /problems/invalid-request",
    "401, /problems/unauthenticated",
    "404, /problems/not-found",
    "421, /problems/invalid-request",
    "500, /problems/internal-error",
    "503, /problems/unavailable",
    "507, /problems/internal-error"
  })
  void aProblemWithoutATypeGetsThatOfItsStatus(int status, URI expected) {
    ProblemDetail problem = ProblemDetail.forStatus(HttpStatusCode.valueOf(status));

    assertThat(ProblemType.complete(problem).getType()).isEqualTo(expected);
  }

  @Test
  void aProblemKeepsItsType() {
    assertThat(ProblemType.complete(ProblemType.UNKNOWN_FIELD.detail("x")).getType())
        .isEqualTo(URI.create("/problems/unknown-field"));
  }
}
