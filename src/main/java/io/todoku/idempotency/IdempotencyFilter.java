package io.todoku.idempotency;

import io.todoku.idempotency.KeyClaim.Done;
import io.todoku.idempotency.KeyClaim.DoneWithoutAnswer;
import io.todoku.idempotency.KeyClaim.First;
import io.todoku.idempotency.KeyClaim.KeptAnswer;
import io.todoku.idempotency.KeyClaim.NeverAnswered;
import io.todoku.idempotency.KeyClaim.Reused;
import io.todoku.idempotency.KeyClaim.UnderWay;
import io.todoku.idempotency.StoredBody.BodyTooLargeException;
import io.todoku.identity.ClientScope;
import io.todoku.identity.CurrentUser;
import io.todoku.identity.RouteRoles;
import io.todoku.identity.ShownOnce;
import io.todoku.identity.UserAccess;
import io.todoku.problem.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Executes a request with an {@code Idempotency-Key} once and repeats its answer. A key belongs to
 * the user or token that sends it, as long as its rights stay the same. Refused requests do
 * nothing, so that their keys stay free.
 */
@Component
@Order(1) // after the filters of security
class IdempotencyFilter extends OncePerRequestFilter {

  private static final Logger log = LoggerFactory.getLogger(IdempotencyFilter.class);

  static final String HEADER = "Idempotency-Key";
  static final String REPLAYED = "Idempotency-Replayed";

  private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");
  private static final int MAX_BODY = 34_603_008; // what a snapshot may have, and more

  /** It makes nothing, and what is searched for must be stored nowhere. */
  private static final String SEARCH = "/api/v1/search";

  private final IdempotencyKeys keys;
  private final CurrentUser currentUser;
  private final RouteRoles roles;
  private final JsonMapper json;

  IdempotencyFilter(
      IdempotencyKeys keys, CurrentUser currentUser, RouteRoles roles, JsonMapper json) {
    this.keys = keys;
    this.currentUser = currentUser;
    this.roles = roles;
    this.json = json;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = path(request);
    return !HttpMethod.POST.matches(request.getMethod())
        || request.getHeader(HEADER) == null
        || !path.startsWith("/api/v1/")
        || path.equals(SEARCH);
  }

  private static String path(HttpServletRequest request) {
    return request.getRequestURI().substring(request.getContextPath().length());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<UserAccess> user = currentUser.find();
    if (user.isEmpty() || !roles.suffice(user.get(), request)) {
      chain.doFilter(request, response);
      return;
    }
    List<String> sent = Collections.list(request.getHeaders(HEADER));
    if (sent.size() != 1 || !KEY.matcher(sent.getFirst()).matches()) {
      refuse(
          request,
          response,
          ProblemType.INVALID_VALUE.detail(
              "\"%s\" must be one text of 1 to 255 visible ASCII characters".formatted(HEADER)));
      return;
    }
    MessageDigest digest = sha256();
    digest.update(target(request));
    try (StoredBody body = StoredBody.read(request.getInputStream(), digest, MAX_BODY)) {
      String requestHash = HexFormat.of().formatHex(digest.digest());
      answer(
          keys.claim(owner(user.get()), sent.getFirst(), requestHash),
          new RepeatableRequest(request, body),
          response,
          chain);
    } catch (BodyTooLargeException tooLarge) {
      refuse(request, response, ProblemType.TOO_LARGE.detail("the body is too large"));
    }
  }

  private void answer(
      KeyClaim claim, RepeatableRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    switch (claim) {
      case First first -> doOnce(first, request, response, chain);
      case Done(KeptAnswer answer) -> replay(answer, response);
      case DoneWithoutAnswer _ ->
          refuse(
              request,
              response,
              ProblemType.CONFLICT.detail(
                  "this request was done before, and its answer was not kept"));
      case NeverAnswered _ ->
          refuse(
              request,
              response,
              ProblemType.CONFLICT.detail(
                  "this request was begun before, and its result is not known: look whether it was"
                      + " done, and send it with another \"%s\" if it was not".formatted(HEADER)));
      case UnderWay _ ->
          refuse(
              request,
              response,
              ProblemType.REQUEST_UNDER_WAY.detail(
                  "the same request is being done now: send it again later"));
      case Reused _ ->
          refuse(
              request,
              response,
              ProblemType.IDEMPOTENCY_KEY_REUSED.detail(
                  "another request had this \"%s\" in the last %d hours"
                      .formatted(HEADER, IdempotencyKeys.KEPT.toHours())));
    }
  }

  private void doOnce(
      First claim, RepeatableRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
    boolean done = false;
    try {
      chain.doFilter(request, answer);
      done = answer.getStatus() >= 200 && answer.getStatus() < 300;
    } finally {
      if (done) {
        keep(claim, request, answer);
      } else {
        keys.release(claim);
      }
    }
    answer.copyBodyToResponse();
  }

  /** It was done: a database that fails now must not make the caller believe otherwise. */
  private void keep(First claim, HttpServletRequest request, ContentCachingResponseWrapper answer) {
    try {
      keys.complete(
          claim,
          new KeptAnswer(
              answer.getStatus(),
              answer.getHeader(HttpHeaders.LOCATION),
              answer.getContentType(),
              new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8)),
          !isShownOnce(request));
    } catch (DataAccessException failure) {
      log.error("The answer to {} could not be kept for its key", path(request), failure);
    }
  }

  private static boolean isShownOnce(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE)
            instanceof HandlerMethod handler
        && handler.hasMethodAnnotation(ShownOnce.class);
  }

  private static void replay(KeptAnswer answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    response.setHeader(REPLAYED, "true");
    if (answer.location() != null) {
      response.setHeader(HttpHeaders.LOCATION, answer.location());
    }
    if (answer.contentType() != null) {
      response.setContentType(answer.contentType());
    }
    response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, ProblemDetail problem)
      throws IOException {
    response.setStatus(problem.getStatus());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    json.writeValue(response.getOutputStream(), ProblemType.at(request.getRequestURI(), problem));
  }

  private static String owner(UserAccess user) {
    ClientScope clients = user.clients();
    MessageDigest digest = sha256();
    digest.update(sha256().digest(user.name().getBytes(StandardCharsets.UTF_8)));
    digest.update(
        (user.role() + " " + clients.everyClient() + " " + new TreeSet<>(clients.names()))
            .getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Of a fixed length, so that no body can continue a path. */
  private static byte[] target(HttpServletRequest request) {
    return sha256()
        .digest((path(request) + "?" + request.getQueryString()).getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
