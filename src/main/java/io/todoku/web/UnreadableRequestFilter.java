package io.todoku.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/**
 * Answers requests whose parameters or parts cannot be read with 400, without a stack trace in the
 * log, because anybody can send them.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class UnreadableRequestFilter extends OncePerRequestFilter {

  private static final Logger log = LoggerFactory.getLogger(UnreadableRequestFilter.class);

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (ServletException | RuntimeException failure) {
      if (response.isCommitted() || !isUnreadable(failure)) {
        throw failure;
      }
      log.debug("A request to {} could not be read", request.getServletPath(), failure);
      response.sendError(HttpStatus.BAD_REQUEST.value());
    }
  }

  private static boolean isUnreadable(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(20)
        .anyMatch(cause ->
            cause instanceof InvalidParameterException
                || (cause instanceof MultipartException
                    && !(cause instanceof MaxUploadSizeExceededException)));
  }
}
