package io.todoku.web;

import io.todoku.locale.InvalidInputException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Refuses requests to the API with a query parameter that their handler does not read, because a
 * filter with a typing error would otherwise answer with everything. So would one without a value,
 * which is refused where it is no text. Only the address is read: the body belongs to the handler.
 */
final class KnownParametersInterceptor implements HandlerInterceptor {

  private static final Pattern DATED = Pattern.compile("^\\d{4}-\\d\\d-\\d\\d");
  private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

  /** By the method, the types of its parameters by their names. */
  private final Map<HandlerMethod, Map<String, Class<?>>> known = new ConcurrentHashMap<>();

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getQueryString() == null || !(handler instanceof HandlerMethod method)) {
      return true;
    }
    Map<String, Class<?>> types =
        known.computeIfAbsent(method, KnownParametersInterceptor::typesOf);
    UriComponentsBuilder.newInstance()
        .query(request.getQueryString())
        .build()
        .getQueryParams()
        .forEach((sent, values) -> {
          String name = decoded(sent);
          Class<?> type = types.get(name);
          if (!name.isEmpty() && type == null) {
            throw new UnknownParameterException(name, List.copyOf(types.keySet()));
          }
          if (type != null && values.stream().anyMatch(value -> !isWritten(type, value))) {
            throw InvalidInputException.withMessage(
                "\"%s\" must be %s".formatted(name, ExpectedValue.of(type)));
          }
        });
    return true;
  }

  private static String decoded(String sent) {
    try {
      return UriUtils.decode(sent, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw InvalidInputException.withMessage(
          "the name \"%s\" of a parameter is not valid percent-encoding".formatted(sent));
    }
  }

  /** A number is not taken for a time, which Spring would read as milliseconds. */
  private static boolean isWritten(Class<?> type, @Nullable String value) {
    if (type == String.class || Collection.class.isAssignableFrom(type)) {
      return true;
    }
    return value != null
        && (type == Instant.class ? DATED.matcher(value).find() : !value.isEmpty());
  }

  private static Map<String, Class<?>> typesOf(HandlerMethod method) {
    Map<String, Class<?>> types = new LinkedHashMap<>();
    Arrays.stream(method.getMethodParameters())
        .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
        .forEach(parameter -> types.put(nameOf(parameter), parameter.getParameterType()));
    return types;
  }

  private static String nameOf(MethodParameter parameter) {
    RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
    if (annotation != null && !annotation.name().isEmpty()) {
      return annotation.name();
    }
    parameter.initParameterNameDiscovery(NAMES);
    return String.valueOf(parameter.getParameterName());
  }
}
