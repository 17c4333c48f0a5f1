package io.todoku.identity.signin;

import io.todoku.identity.RefusedAccessException;
import io.todoku.identity.token.RefusedTokenException;
import io.todoku.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers refused API requests with problem details (RFC 9457): 401 without valid credentials, 429
 * after too many wrong ones, 403 otherwise.
 */
@Component
class ApiSecurityErrorHandler implements AuthenticationEntryPoint, AccessDeniedHandler {

  private final JsonMapper json;
  private final MessageSource messages;

  ApiSecurityErrorHandler(JsonMapper json, MessageSource messages) {
    this.json = json;
    this.messages = messages;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
      throws IOException {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    if (exception instanceof RefusedTokenException refused) {
      refuse(refused, request, response);
    } else {
      writeProblem(request, response, HttpStatus.UNAUTHORIZED, text(request, "401"));
    }
  }

  private void refuse(
      RefusedTokenException refused, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpStatus status = HttpStatus.UNAUTHORIZED;
    if (refused.retryAfter().isPositive()) {
      status = HttpStatus.TOO_MANY_REQUESTS;
      long seconds = refused.retryAfter().plusMillis(999).toSeconds();
      response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
    }
    writeProblem(request, response, status, messages.getMessage(refused, request.getLocale()));
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception)
      throws IOException {
    var who = SecurityContextHolder.getContext().getAuthentication();
    if (who == null || new AuthenticationTrustResolverImpl().isAnonymous(who)) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      writeProblem(request, response, HttpStatus.UNAUTHORIZED, text(request, "401"));
    } else {
      writeProblem(request, response, HttpStatus.FORBIDDEN, why(request, exception));
    }
  }

  private String why(HttpServletRequest request, AccessDeniedException exception) {
    return switch (exception) {
      case RefusedAccessException refused -> messages.getMessage(refused, request.getLocale());
      case CsrfException missing -> text(request, "403.csrf");
      default -> text(request, "403");
    };
  }

  private String text(HttpServletRequest request, String key) {
    return messages.getMessage("api.refused." + key, null, request.getLocale());
  }

  private void writeProblem(
      HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    json.writeValue(
        response.getOutputStream(),
        ProblemType.at(request.getRequestURI(), ProblemType.of(status).detail(detail)));
  }
}
