package io.todoku.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.todoku.peers.AwsSdkProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Security Hub as far as a channel uses it, with the rules of the API reference that moto does not
 * have: an import changes no workflow of an existing finding, severity is that of the provider, and
 * a workflow is reset where a finding becomes active again.
 */
final class HubServer implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String PROPERTY = "aws.endpointUrlSecurityHub";

  /** What people may change (API reference, BatchImportFindings). */
  private static final List<String> OF_PEOPLE =
      List.of("Note", "UserDefinedFields", "VerificationState", "Workflow");

  /** A request to an operation of the API. */
  record HubRequest(String operation, JsonNode body) {}

  /** What the test does before a request is answered. */
  @FunctionalInterface
  interface Before {
    void answer(HubRequest request) throws InterruptedException;
  }

  final Map<String, ObjectNode> findings = new ConcurrentHashMap<>();
  final List<HubRequest> requests = new CopyOnWriteArrayList<>();

  /** Refused with an error, in part of their batch. */
  final Set<String> refused = ConcurrentHashMap.newKeySet();

  volatile boolean updatesDenied;
  volatile Before before = _ -> {};

  private final HttpServer server;
  private final AwsSdkProperties others = AwsSdkProperties.pointTo("http://127.0.0.1:9");

  HubServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
    System.setProperty(PROPERTY, "http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The findings whose id ends so. */
  JsonNode finding(String resource) {
    return findings.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("/" + resource))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new AssertionError(resource + " is not among " + findings.keySet()));
  }

  /** Compliance, severity, workflow and state of a record. */
  List<String> states(String resource) {
    JsonNode finding = finding(resource);
    return List.of(
        finding.at("/Compliance/Status").asString(),
        finding.at("/Severity/Label").asString(),
        finding.at("/Workflow/Status").asString(),
        finding.at("/RecordState").asString());
  }

  /** How many requests to an operation came. */
  long count(String operation) {
    return requests.stream().filter(request -> request.operation().equals(operation)).count();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String operation = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    byte[] octets = exchange.getRequestBody().readAllBytes();
    HubRequest request =
        new HubRequest(
            switch (operation) {
              case "POST /findings/import" -> "BatchImportFindings";
              case "PATCH /findings/batchupdate" -> "BatchUpdateFindings";
              default -> operation;
            },
            octets.length == 0 ? JSON.createObjectNode() : JSON.readTree(octets));
    requests.add(request);
    try {
      before.answer(request);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    boolean denied = updatesDenied && request.operation().equals("BatchUpdateFindings");
    if (denied) {
      exchange.getResponseHeaders().set("X-Amzn-ErrorType", "AccessDeniedException");
    }
    String answer =
        denied
            ? "{\"Message\":\"not authorized to perform: securityhub:BatchUpdateFindings\"}"
            : JSON.writeValueAsString(
                switch (request.operation()) {
                  case "BatchImportFindings" -> importFindings(request.body());
                  case "BatchUpdateFindings" -> updateFindings(request.body());
                  default -> Map.of();
                });
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(denied ? 403 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Map<String, Object> importFindings(JsonNode body) {
    List<Map<String, String>> failed = new ArrayList<>();
    for (JsonNode sent : body.get("Findings")) {
      String id = sent.get("Id").asString();
      if (refused.contains(id)) {
        failed.add(Map.of("Id", id, "ErrorCode", "InvalidInput", "ErrorMessage", "no"));
      } else {
        findings.put(id, imported(findings.get(id), (ObjectNode) sent.deepCopy()));
      }
    }
    int all = body.get("Findings").size();
    return Map.of(
        "FailedCount",
        failed.size(),
        "SuccessCount",
        all - failed.size(),
        "FailedFindings",
        failed);
  }

  private static ObjectNode imported(ObjectNode old, ObjectNode sent) {
    ObjectNode finding = old == null ? JSON.createObjectNode() : old.deepCopy();
    if (old != null) {
      sent.remove(OF_PEOPLE);
      sent.remove(List.of("Severity", "Types"));
      if (sent.get("UpdatedAt").asString().compareTo(old.get("UpdatedAt").asString()) <= 0) {
        return finding;
      }
    } else if (!sent.has("Workflow")) {
      finding.putObject("Workflow").put("Status", "NEW");
    }
    String state = finding.path("RecordState").asString("ACTIVE");
    finding.setAll(sent);
    if (sent.has("FindingProviderFields")) {
      finding.set("Severity", sent.at("/FindingProviderFields/Severity").deepCopy());
    }
    if (state.equals("ARCHIVED")
        && finding.get("RecordState").asString().equals("ACTIVE")
        && finding.at("/Workflow/Status").asString().equals("RESOLVED")) {
      finding.putObject("Workflow").put("Status", "NEW");
    }
    return finding;
  }

  private Map<String, Object> updateFindings(JsonNode body) {
    List<JsonNode> processed = new ArrayList<>();
    List<Map<String, Object>> failed = new ArrayList<>();
    for (JsonNode identifier : body.get("FindingIdentifiers")) {
      ObjectNode finding = findings.get(identifier.get("Id").asString());
      if (finding == null || !finding.get("ProductArn").equals(identifier.get("ProductArn"))) {
        failed.add(
            Map.of(
                "FindingIdentifier", identifier,
                "ErrorCode", "FindingNotFound",
                "ErrorMessage", "no such finding"));
      } else {
        finding.set("Workflow", body.get("Workflow").deepCopy());
        processed.add(identifier);
      }
    }
    return Map.of("ProcessedFindings", processed, "UnprocessedFindings", failed);
  }

  @Override
  public void close() {
    System.clearProperty(PROPERTY);
    others.close();
    server.stop(0);
  }
}
