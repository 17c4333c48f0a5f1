package io.todoku.notify;

import io.todoku.outbound.HttpReply;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the REST API of a tracker by the rules of webhooks, and reads its JSON. */
final class TrackerClient {

  static final JsonMapper JSON = new JsonMapper();

  /** Far more than any answer that is read. */
  private static final int MAX_BODY = 2_000_000;

  private static final int MAX_MESSAGE = 300;

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

  /** An answer of the tracker that is no server error. */
  record TrackerReply(int status, JsonNode body) {

    boolean isSuccess() {
      return status / 100 == 2;
    }

    boolean isNotFound() {
      return status == 404;
    }

    /** What the tracker says against the request. */
    DeliveryFailedException refusal() {
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
      String text = String.join(" ", messages);
      return new DeliveryFailedException(
          text.isEmpty()
              ? NoticeLine.of("notify.failed.status", status)
              : NoticeLine.of(
                  "notify.failed.tracker",
                  status,
                  text.substring(0, Math.min(text.length(), MAX_MESSAGE))));
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
      return body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
    } catch (JacksonException noJson) {
      return JSON.createObjectNode();
    }
  }
}
