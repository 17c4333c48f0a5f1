package io.todoku.notify;

import io.todoku.outbound.HttpReply;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Calls the REST API of a tracker by the rules of webhooks, and reads its JSON. */
final class TrackerClient {

  static final JsonMapper JSON = new JsonMapper();

  /** Far more than any answer that is read. */
  private static final int MAX_BODY = 2_000_000;

  private static final int MAX_MESSAGE = 300;

  /** Statuses of a refusal that the next request would get too: sign in, proxy sign-in, time. */
  private static final Set<Integer> OF_ALL_REQUESTS = Set.of(401, 407, 408);

  private final WebhookClient client;
  private final URI base;
  private final Map<String, String> headers;
  private final String query;

  /**
   * @param base URL without a path
   * @param query appended to each URL, such as a key; may be empty
   */
  TrackerClient(WebhookClient client, String base, Map<String, String> headers, String query) {
    this.client = client;
    this.base = URI.create(base);
    this.headers = headers;
    this.query = query;
  }

  /**
   * An answer that is no server error. That it comes from the tracker is shown by what it holds
   * only: a page about maintenance or signing in can be a success too.
   *
   * @param body missing where it is no JSON
   */
  record TrackerReply(int status, JsonNode body) {

    boolean isSuccess() {
      return status / 100 == 2;
    }

    /** Whether the tracker itself, not a server before it, says that something is not there. */
    boolean isNotFoundByTracker() {
      return status == 404 && !messages().isEmpty();
    }

    /**
     * A field of a success.
     *
     * @param pointer such as {@code /fields/status}
     * @throws UnclearAnswerException where the field is missing
     */
    JsonNode field(String pointer) throws DeliveryFailedException {
      JsonNode value = orRefusal().body.at(pointer);
      if (value.isMissingNode() || value.isNull()) {
        throw unclear();
      }
      return value;
    }

    /** A list in a success, which may be empty; the pointer is empty where it is the body. */
    JsonNode list(String pointer) throws DeliveryFailedException {
      JsonNode value = field(pointer);
      if (!value.isArray()) {
        throw unclear();
      }
      return value;
    }

    /** A text or number in a success that is not blank. */
    String text(String pointer) throws DeliveryFailedException {
      String value = field(pointer).asString("");
      if (value.isBlank()) {
        throw unclear();
      }
      return value;
    }

    /** Where a success is not of the form that the tracker's reference describes. */
    UnclearAnswerException unclear() {
      return new UnclearAnswerException(
          new DeliveryFailedException(NoticeLine.of("notify.failed.not-of-tracker", status)));
    }

    /** What the tracker says against the request. */
    DeliveryFailedException refusal() {
      String text = String.join(" ", messages());
      NoticeLine reason =
          text.isEmpty()
              ? NoticeLine.of("notify.failed.status", status)
              : NoticeLine.of(
                  "notify.failed.tracker",
                  status,
                  text.substring(0, Math.min(text.length(), MAX_MESSAGE)));
      return OF_ALL_REQUESTS.contains(status)
          ? new DeliveryFailedException(reason)
          : new RefusedRequestException(reason);
    }

    private List<String> messages() {
      List<String> messages = new ArrayList<>();
      body.path("errorMessages").forEach(message -> messages.add(message.asString("")));
      JsonNode errors = body.path("errors");
      if (errors.isArray()) {
        errors.forEach(error -> messages.add(error.path("message").asString("")));
      } else {
        errors
            .properties()
            .forEach(e -> messages.add(e.getKey() + ": " + e.getValue().asString("")));
      }
      messages.removeIf(String::isBlank);
      return messages;
    }

    /** This answer, where it is a success. */
    TrackerReply orRefusal() throws DeliveryFailedException {
      if (!isSuccess()) {
        throw refusal();
      }
      return this;
    }
  }

  TrackerReply get(String path) throws DeliveryFailedException {
    return send("GET", path, "", MediaType.APPLICATION_JSON_VALUE);
  }

  TrackerReply post(String path, Object body) throws DeliveryFailedException {
    return send("POST", path, JSON.writeValueAsString(body), MediaType.APPLICATION_JSON_VALUE);
  }

  /** Sends a form, as Backlog takes it. */
  TrackerReply form(String method, String path, Map<String, String> fields)
      throws DeliveryFailedException {
    StringBuilder form = new StringBuilder();
    fields.forEach((name, value) ->
        form.append(form.isEmpty() ? "" : "&").append(name).append('=').append(encode(value)));
    return send(method, path, form.toString(), MediaType.APPLICATION_FORM_URLENCODED_VALUE);
  }

  static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private TrackerReply send(String method, String path, String body, String type)
      throws DeliveryFailedException {
    String separator = query.isEmpty() ? "" : path.contains("?") ? "&" : "?";
    HttpReply reply =
        client.call(method, base.resolve(path + separator + query), body, type, headers, MAX_BODY);
    return new TrackerReply(reply.status(), json(reply.body()));
  }

  private static JsonNode json(String body) {
    try {
      return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (JacksonException noJson) {
      return MissingNode.getInstance();
    }
  }
}
