package io.todoku.identity.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the JSON of what was sent with a request, and of what was there before. */
@Component
class AuditValues {

  /** In lower case, wherever they stand in a name. */
  private static final Set<String> SECRET =
      Set.of(
          "password",
          "secret",
          "token",
          "externalid",
          "external-id",
          "passcode",
          "passkey",
          "present",
          "csrf");

  private static final String HIDDEN = "…";

  private final JsonMapper json;

  AuditValues(JsonMapper json) {
    this.json = json;
  }

  /** What was sent: the body of an API call, or the fields of a form. */
  String sent(HttpServletRequest request) {
    Object body = request.getAttribute(AuditedBodyAdvice.BODY);
    return body == null ? fields(request) : text(body);
  }

  private String fields(HttpServletRequest request) {
    Map<String, Object> fields = new LinkedHashMap<>();
    request
        .getParameterMap()
        .forEach((name, values) -> {
          if (!name.equals("_csrf")) {
            fields.put(name, values.length == 1 ? values[0] : List.of(values));
          }
        });
    return fields.isEmpty() ? "" : text(fields);
  }

  /** Empty for null. */
  String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    try {
      JsonNode tree = json.valueToTree(value);
      hideSecrets(tree);
      return json.writeValueAsString(tree);
    } catch (JacksonException noJson) {
      return value.getClass().getSimpleName();
    }
  }

  private static void hideSecrets(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        if (isSecret(name) && !object.get(name).isNull()) {
          object.put(name, HIDDEN);
        } else if (object.get(name).isString() && name.equalsIgnoreCase("target")) {
          object.put(name, withoutPath(object.get(name).asString()));
        } else {
          hideSecrets(object.get(name));
        }
      }
    } else if (node instanceof ArrayNode array) {
      array.forEach(AuditValues::hideSecrets);
    }
  }

  /** The path of a chat's webhook is its secret. */
  private static String withoutPath(String target) {
    return target.replaceFirst("^(https?://[^/?#]*)[/?#].*$", "$1/" + HIDDEN);
  }

  private static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return SECRET.stream().anyMatch(lower::contains);
  }
}
