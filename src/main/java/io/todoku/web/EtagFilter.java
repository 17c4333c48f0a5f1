package io.todoku.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Gives what programs ask for again and again an {@code ETag}, so that they are answered with 304
 * and nothing else while it stays the same. Caches may store none of it all the same.
 */
@Component
@Order(EtagFilter.ORDER)
class EtagFilter extends ShallowEtagHeaderFilter {

  static final int ORDER = 0; // after the filters of security

  private static final List<PathPattern> POLLED =
      Stream.of(
              "/api/v1/accounts",
              "/api/v1/accounts/{id}",
              "/api/v1/accounts/{id}/checklist",
              "/api/v1/scans",
              "/api/v1/scans/{id}",
              "/api/v1/channels/{id}/deliveries")
          .map(PathPatternParser.defaultInstance::parse)
          .toList();

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    PathContainer path =
        PathContainer.parsePath(
            request.getRequestURI().substring(request.getContextPath().length()));
    return !HttpMethod.GET.matches(request.getMethod())
        || POLLED.stream().noneMatch(pattern -> pattern.matches(path));
  }

  /** Also where caches must store nothing, because the caller itself keeps what it asks about. */
  @Override
  protected boolean isEligibleForEtag(
      HttpServletRequest request, HttpServletResponse response, int status, InputStream body) {
    return status == HttpServletResponse.SC_OK;
  }
}
