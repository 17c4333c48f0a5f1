package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.AwsSdkProperties;
import io.todoku.peers.AwsTestAccounts;
import io.todoku.peers.OpenApiPythonClient;
import io.todoku.peers.OpenApiPythonClient.ProcessResult;
import io.todoku.peers.Peers;
import io.todoku.testing.TwoAccountsEnvironment;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client that is generated from the description of the API reads every answer of the whole life
 * of an account as a type, without anything else to read.
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:generated-client;DB_CLOSE_DELAY=-1",
      "todoku.api-token=" + GeneratedClientIntegrationTests.TOKEN,
      "todoku.dns.blocklists=bl.example",
      "todoku.probe.relay-recipient=relay-test@probe.example",
      "todoku.probe.helo=probe.example",
      "todoku.probe.allowed-networks=127.0.0.0/8"
    })
class GeneratedClientIntegrationTests {

  static final String TOKEN = "a-token-for-tests-V7nKq3xWz9Lr";
  private static final Path PROGRAM = Path.of("src/test/python/account_life.py");

  @TempDir private static Path environmentDir;
  @TempDir private Path dir;
  private static TwoAccountsEnvironment twoAccounts;
  private static AwsSdkProperties sdk;
  @LocalServerPort private int port;

  @BeforeAll
  static void start() throws Exception {
    Peers.require(OpenApiPythonClient.present(), "openapi-python-client");
    twoAccounts = TwoAccountsEnvironment.start(environmentDir);
    sdk = AwsSdkProperties.pointTo(twoAccounts.aws().endpoint());
  }

  @AfterAll
  static void stop() throws Exception {
    if (sdk != null) {
      sdk.close();
      twoAccounts.close();
    }
  }

  @DynamicPropertySource
  static void nameServerAndPort(DynamicPropertyRegistry registry) {
    registry.add("todoku.dns.resolvers", () -> twoAccounts.resolver());
    registry.add("todoku.probe.port", () -> twoAccounts.smtpPort());
  }

  @Test
  void aGeneratedClientLeadsAnAccountThroughItsWholeLife() throws Exception {
    String description = description();

    ProcessResult generated =
        OpenApiPythonClient.generate(
            dir, Files.writeString(dir.resolve("openapi.json"), description));

    assertThat(generated.succeeded()).as(generated.text()).isTrue();
    assertThat(generated.text()).doesNotContainIgnoringCase("warning").doesNotContain("Unable");
    assertThat(generatedOperations()).isEqualTo(operations(description));

    ProcessResult life =
        OpenApiPythonClient.runProgram(
            dir,
            PROGRAM,
            "http://127.0.0.1:" + port,
            TOKEN,
            TwoAccountsEnvironment.BROKEN_ACCOUNT,
            AwsTestAccounts.roleArn(TwoAccountsEnvironment.BROKEN_ACCOUNT),
            TwoAccountsEnvironment.REGION);

    assertThat(life.succeeded()).as(life.text()).isTrue();
    assertThat(life.text().lines().toList()).containsExactlyElementsOf(STEPS);
  }

  private String description() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v3/api-docs"))
                  .header("Authorization", "Bearer " + TOKEN)
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    }
  }

  /** Each stands in a module of its own, in the package of its group. */
  private long generatedOperations() throws Exception {
    try (Stream<Path> files = Files.walk(dir.resolve("todoku_client/api"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".py") && !name.equals("__init__.py"))
          .count();
    }
  }

  private static long operations(String description) {
    return new JsonMapper()
        .readTree(description)
        .get("paths")
        .valueStream()
        .mapToLong(path -> path.size())
        .sum();
  }

  private static final List<String> STEPS =
      """
      add account: 201 AccountJson
      get account: 200 AccountJson
      list accounts: 200 list of ListedAccountJson
      get role: 200 str
      test access: 201 AccessTestJson
      start scan: 202 StartedJson
      get scan: 200 RunJson
      list scans: 200 list of ListedRunJson
      get checklist: 200 ChecklistDocument
      attest: 201 Attestation
      attest again: 200 Attestation
      waive: 201 Waiver
      list attestations: 200 list of Attestation
      list waivers: 200 list of Waiver
      get checklist again: 200 ChecklistDocument
      end waiver: 204 nothing
      withdraw attestation: 204 nothing
      add schedule: 201 ScheduleJson
      pause schedule: 200 ScheduleJson
      list schedules: 200 list of ScheduleJson
      remove schedule: 204 nothing
      add channel: 201 AddedChannelJson
      test channel: 200 DeliveryTestJson
      list deliveries: 200 list of DeliveryJson
      remove channel: 204 nothing
      make html report: 201 SentReportJson
      download html report: 200 str
      list html report: 200 list of SentReportJson
      remove html report: 204 nothing
      make pdf report: 201 SentReportJson
      download pdf report: 200 str
      list pdf report: 200 list of SentReportJson
      remove pdf report: 204 nothing
      make xlsx report: 201 SentReportJson
      download xlsx report: 200 str
      list xlsx report: 200 list of SentReportJson
      remove xlsx report: 204 nothing
      remove account: 204 nothing
      get removed account: 404 Problem
      """
          .lines()
          .toList();
}
