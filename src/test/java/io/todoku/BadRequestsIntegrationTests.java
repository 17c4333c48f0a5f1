package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What cannot be read is refused, and fills no log. */
@ExtendWith(OutputCaptureExtension.class)
class BadRequestsIntegrationTests extends ApiFixture {

  /** Sends a request that no HTTP client would. */
  private String send(String requestLine, String contentType, String body) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      String request =
          requestLine
              + " HTTP/1.1\r\nHost: 127.0.0.1:"
              + port
              + "\r\nAuthorization: Bearer a-token-for-tests-V7nKq3xWz9Lr\r\nContent-Type: "
              + contentType
              + "\r\nContent-Length: "
              + body.length()
              + "\r\nConnection: close\r\n\r\n"
              + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      var answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return answer.toString(StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /sign-in?token=%ff%fe | text/plain | ''",
        "GET /sign-in?token=%zz | text/plain | ''",
        "GET /api/v1/accounts/111111111111/checklist?lang=%ff | text/plain | ''",
        "GET /api/v1/accounts?%zz=1 | text/plain | ''",
        "GET /api/v1/accounts?%=1 | text/plain | ''",
        "GET /api/v1/accounts?%c3%28=1 | text/plain | ''",
        "POST /sign-in | application/x-www-form-urlencoded | name=%ff%fe&password=%zz",
        "POST /sign-in | multipart/form-data | x",
        "TRACE /sign-in | text/plain | ''",
        "POST /api/v1/snapshots | multipart/form-data | x",
        "POST /api/v1/snapshots | multipart/form-data; boundary=a | --b",
        "POST /api/v1/accounts | application/json | {\"id\":\"111111111111\",\"name\":\"x\",\"mail-domains\":[null]}"
      })
  void whatCannotBeReadIsRefusedWithoutATrace(
      String requestLine, String contentType, String body, CapturedOutput output) throws Exception {
    String answer = send(requestLine, contentType, body);

    assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("Exception", "io.todoku");
    assertThat(output.getAll()).doesNotContain("\tat ");
  }

  /** What would be one value for one part of the application, and another for another part. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/sign-in?name=mika | application/x-www-form-urlencoded | name=ken&password=x",
        "/sign-in?%6eame=mika | application/x-www-form-urlencoded | password=x&name=mika",
        "/sign-in?a&name | application/x-www-form-urlencoded | name=ken",
        "/snapshots?file=x | multipart/form-data; boundary=b | --b¶Content-Disposition: form-data; name=\"file\"¶¶x¶--b--¶"
      })
  void aParameterOfTheAddressIsRefusedInTheForm(String path, String contentType, String body)
      throws Exception {
    assertThat(send("POST " + path, contentType, body.replace("¶", "\r\n")))
        .startsWith("HTTP/1.1 400");
    assertThat(
            send("POST " + path.replaceFirst("\\?.*", ""), contentType, body.replace("¶", "\r\n")))
        .as("without the address it is only not allowed")
        .startsWith("HTTP/1.1 403");
  }

  /** A value of another type is not read as one that was not meant. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT | /accounts/111111111111 | {\"id\":111111111111,\"name\":\"x\"} | id",
        "PUT | /accounts/111111111111 | {\"id\":\"111111111111\",\"name\":false} | name",
        "PUT | /accounts/111111111111 | {\"id\":\"111111111111\",\"regions\":[1.5]} | regions[0]",
        "POST | /tokens | {\"name\":\"x\",\"role\":\"VIEWER\",\"everyClient\":1,\"days\":7} | everyClient",
        "POST | /tokens | {\"name\":\"x\",\"role\":\"VIEWER\",\"days\":\"7\"} | days"
      })
  void aValueOfAnotherTypeIsRefused(String method, String path, String body, String field)
      throws Exception {
    JsonResponse refused = call(method, path, body);

    assertProblem(refused, 400);
    assertThat(refused.json().get("detail").asString())
        .startsWith("\"%s\" has the wrong type: it must be ".formatted(field));
  }

  /** A text is of the right type: what is wrong is its value. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/accounts/111111111111/attestations | {\"state\":\"given\"} | \"state\" must be one of REQUESTED, GRANTED, REFUSED",
        "/accounts/111111111111/waivers | {\"expires\":\"soon\"} | \"expires\" must be a date such as 2027-03-31",
        "/accounts/111111111111/attestations | {\"state\":1} | \"state\" has the wrong type: it must be one of",
        "/channels | {\"kind\":\"email\",\"kinds\":[\"test\"]} | \"kinds[0]\": must be one of failing, fixed, unknown, known, outage, recovered, expiring, runbook"
      })
  void aValueThatIsNoneOfThoseIsNotOfTheWrongType(String path, String body, String detail)
      throws Exception {
    JsonResponse refused = call("POST", path, body);

    assertProblem(refused, 400);
    assertThat(refused.json().get("detail").asString()).startsWith(detail);
    assertThat(refused.json().get("detail").asString()).doesNotContain("tickets", "findings");
  }

  @Test
  void aNameThatStandsTwiceIsRefused() throws Exception {
    JsonResponse refused =
        call(
            "POST",
            "/tokens",
            "{\"name\":\"x\",\"role\":\"VIEWER\",\"role\":\"OPERATOR\",\"days\":7}");

    assertProblem(refused, 400);
    assertThat(refused.json().get("detail").asString()).contains("not valid JSON", "line 1");
  }

  @Test
  void nullInAListIsRefusedByItsPath() throws Exception {
    JsonResponse account =
        call(
            "POST",
            "/accounts",
            """
            {"id":"111111111111","name":"x",
             "mail-domains":[{"name":"example.com","dkim-selectors":[null]}]}\
            """);
    JsonResponse scan = call("POST", "/scans", "{\"accounts\":[null]}");

    assertProblem(account, 400);
    assertThat(account.json().get("detail").asString())
        .isEqualTo("\"mail-domains[0].dkim-selectors[0]\" is null");
    assertProblem(scan, 400);
    assertThat(scan.json().get("detail").asString()).isEqualTo("\"accounts[0]\" is null");
  }
}
