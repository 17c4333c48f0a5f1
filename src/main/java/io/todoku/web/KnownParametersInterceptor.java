package io.todoku.web;

import io.todoku.locale.InvalidInputException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
 * filter with a typing error would otherwise answer with everything. Only the address is read: the
 * body belongs to the handler.
 */
final class KnownParametersInterceptor implements HandlerInterceptor {

  private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

  private final Map<HandlerMethod, List<String>> known = new ConcurrentHashMap<>();

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getQueryString() == null || !(handler instanceof HandlerMethod method)) {
      return true;
    }
    List<String> names = known.computeIfAbsent(method, KnownParametersInterceptor::namesOf);
    UriComponentsBuilder.newInstance()
        .query(request.getQueryString())
        .build()
        .getQueryParams()
        .keySet()
        .forEach(sent -> {
          String name = decoded(sent);
          if (!name.isEmpty() && !names.contains(name)) {
            throw new UnknownParameterException(name, names);
          }
        });
    return true;
  }

  private static String decoded(String sent) {
    try {
      return UriUtils.decode(sent, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw InvalidInputException.withMessage(
          "the name \"%s\" of a parameter is no valid percent-encoding".formatted(sent));
    }
  }

  private static List<String> namesOf(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
        .map(KnownParametersInterceptor::nameOf)
        .toList();
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
