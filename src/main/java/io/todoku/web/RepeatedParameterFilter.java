package io.todoku.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a form that has a parameter of its address again, because one part of the application
 * could believe the address and another the form. The API reads parameters from the address only.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class RepeatedParameterFilter extends OncePerRequestFilter {

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isForm(request) && repeatsAddress(request)) {
      response.sendError(HttpStatus.BAD_REQUEST.value());
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean isForm(HttpServletRequest request) {
    return request.getQueryString() != null
        && request.getMethod().equals("POST")
        && !request.getRequestURI().startsWith(request.getContextPath() + "/api/");
  }

  private static boolean repeatsAddress(HttpServletRequest request) {
    Map<String, String[]> sent = request.getParameterMap(); // refuses what cannot be decoded
    return namesOf(request.getQueryString()).entrySet().stream()
        .anyMatch(named -> {
          String[] values = sent.get(named.getKey());
          return values != null && values.length > named.getValue();
        });
  }

  /** How often each name stands in the address. */
  private static Map<String, Long> namesOf(String query) {
    return Arrays.stream(query.split("&"))
        .map(pair -> URLDecoder.decode(pair.split("=", 2)[0], StandardCharsets.UTF_8))
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }
}
