package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.identity.UserRole;
import io.todoku.peers.Peers;
import io.todoku.peers.Schemathesis;
import io.todoku.peers.Schemathesis.ContractReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.TestPropertySource;

/**
 * Every operation of the API answers valid and invalid requests as its description says, without an
 * error of the server, and tells a user who is limited to one client nothing of others.
 */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:contract;DB_CLOSE_DELAY=-1")
class ApiContractIntegrationTests extends FilledServerFixture {

  @TempDir private Path dir;

  @BeforeEach
  void fillOnce() throws Exception {
    Peers.require(Schemathesis.present(), "schemathesis");
    if (get("/runbooks").json().isEmpty()) {
      fillServer();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "VIEWER, Nagi Shop, GET",
    "OPERATOR, Nagi Shop, GET|POST|PUT|DELETE",
    "ADMINISTRATOR, '', GET|POST|PUT|DELETE"
  })
  void everyAnswerIsAsDescribed(UserRole role, String client, String methods) throws Exception {
    List<String> foreign = client.isEmpty() ? List.of() : RouteAccessIntegrationTests.FOREIGN;

    ContractReport report =
        Schemathesis.run(
            dir,
            "http://127.0.0.1:" + port,
            "Bearer " + makeToken(role, client, ""),
            methods,
            foreign);

    assertThat(report.passed()).as(report.text()).isTrue();
  }
}
