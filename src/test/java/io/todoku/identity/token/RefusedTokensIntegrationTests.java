package io.todoku.identity.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.identity.signin.SecurityFixture;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** A server of its own, because what is counted here would be refused in other tests. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:refused;DB_CLOSE_DELAY=-1")
class RefusedTokensIntegrationTests extends SecurityFixture {

  private static final String RIGHT = "a-token-for-tests-V7nKq3xWz9Lr";

  private HttpResponse<String> call(String token) throws Exception {
    return browser.get("/api/v1/probe", "Authorization", "Bearer " + token);
  }

  @Test
  void whoeverSendsManyWrongTokensHasToWaitAndTheRightOneStillWorks() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertThat(call("wrong" + i).statusCode()).isEqualTo(401);
    }
    HttpResponse<String> refused = call("wrong");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 10L);
    assertThat(refused.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(refused.body()).contains("\"status\":429", "Too many wrong API tokens");
    assertThat(call(RIGHT).statusCode()).isEqualTo(200);
    assertThat(entries())
        .containsExactly("1 within an hour", "10 within an hour", "100 within an hour");
  }

  private List<String> entries() {
    return database
        .sql(
            "select new_value from audit_entry where action = 'token.use' and outcome = 'REFUSED'"
                + " and address = '127.0.0.1' order by seq")
        .query(String.class)
        .list();
  }
}
