package io.todoku.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.support.RequestDataValueProcessor;

/**
 * Writes into every form the page that holds it. What answers the form may be a page that no
 * address leads to, and choices of language and theme lead back to this page from there.
 */
class FormPage implements RequestDataValueProcessor {

  static final String FIELD = "formPage";

  private static final int MAX_LENGTH = 2000;

  private final RequestDataValueProcessor others;

  /**
   * @param others write what other parts of the application need, such as the token against forgery
   */
  FormPage(RequestDataValueProcessor others) {
    this.others = others;
  }

  /** The page of the form that was sent, as a path of the application. */
  static Optional<String> find(HttpServletRequest request) {
    return Optional.ofNullable(request.getParameter(FIELD)).filter(FormPage::isOwnPage);
  }

  /** Browsers read {@code //host} and {@code /\host} as another host. */
  static boolean isOwnPage(String path) {
    return path.length() <= MAX_LENGTH
        && path.startsWith("/")
        && !path.startsWith("//")
        && path.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c));
  }

  @Override
  public String processAction(HttpServletRequest request, String action, String httpMethod) {
    return others.processAction(request, action, httpMethod);
  }

  @Override
  public String processFormFieldValue(
      HttpServletRequest request, @Nullable String name, String value, String type) {
    return others.processFormFieldValue(request, name, value, type);
  }

  /** A form that sends a query gets none: its answer has an address. */
  @Override
  public @Nullable Map<String, String> getExtraHiddenFields(HttpServletRequest request) {
    Map<String, String> fields = others.getExtraHiddenFields(request);
    if (fields == null
        || fields.isEmpty()
        || !(request.getAttribute("layout") instanceof PageLayout layout)) {
      return fields;
    }
    var all = new LinkedHashMap<>(fields);
    all.put(FIELD, layout.here());
    return all;
  }

  @Override
  public String processUrl(HttpServletRequest request, String url) {
    return others.processUrl(request, url);
  }
}
