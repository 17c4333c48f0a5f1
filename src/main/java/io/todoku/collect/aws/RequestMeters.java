package io.todoku.collect.aws;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.http.HttpMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;

/**
 * Counts the requests that reach AWS, retries included, by API and by how they ended: {@code ok},
 * {@code throttled}, {@code refused}, {@code server_error}, {@code timeout}, {@code unreachable},
 * or {@code failed} where the answer could not be interpreted.
 */
final class RequestMeters implements MetricPublisher {

  private final MeterRegistry registry;

  RequestMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void publish(MetricCollection call) {
    String api =
        call.metricValues(CoreMetric.OPERATION_NAME).stream()
            .findFirst()
            .map(RequestMeters::action)
            .orElse("unknown");
    call.childrenWithName("ApiCallAttempt")
        .forEach(attempt ->
            Counter.builder("todoku.aws.calls")
                .description("Requests to AWS, repeats included")
                .tag("api", api)
                .tag("result", result(attempt))
                .register(registry)
                .increment());
  }

  /** Returns the action as IAM writes it. */
  private static String action(String operation) {
    return Arrays.stream(ApiCall.values())
        .map(ApiCall::action)
        .filter(action -> action.endsWith(":" + operation))
        .findFirst()
        .orElse(operation);
  }

  private static String result(MetricCollection attempt) {
    List<String> errorTypes = attempt.metricValues(CoreMetric.ERROR_TYPE);
    if (errorTypes.isEmpty()) {
      return "ok";
    }
    return switch (errorTypes.getFirst()) {
      case "Throttling" -> "throttled";
      // the SDK's name for every other error that a service returns
      case "ServerError" ->
          attempt.metricValues(HttpMetric.HTTP_STATUS_CODE).stream().anyMatch(code -> code >= 500)
              ? "server_error"
              : "refused";
      case "ConfiguredTimeout" -> "timeout";
      case "IO" -> "unreachable";
      default -> "failed";
    };
  }

  @Override
  public void close() {}
}
