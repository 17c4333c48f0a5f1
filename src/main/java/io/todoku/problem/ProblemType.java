package io.todoku.problem;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/**
 * A kind of problem, whose URI stands in {@code type} of problem details (RFC 9457). The URIs never
 * change, because programs switch on them; {@code docs/api.md} describes each.
 */
public enum ProblemType {
  INVALID_REQUEST(400),
  INVALID_VALUE(400),
  MISSING_PARAMETER(400),
  UNKNOWN_PARAMETER(400),
  INVALID_BODY(400),
  UNKNOWN_FIELD(400),
  UNAUTHENTICATED(401),
  FORBIDDEN(403),
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  NOT_ACCEPTABLE(406),
  CONFLICT(409),
  REQUEST_UNDER_WAY(409),
  TOO_LARGE(413),
  UNSUPPORTED_MEDIA_TYPE(415),
  IDEMPOTENCY_KEY_REUSED(422),
  TOO_MANY_REQUESTS(429),
  INTERNAL_ERROR(500),
  UNAVAILABLE(503);

  private final int status;

  ProblemType(int status) {
    this.status = status;
  }

  /** The first type of a status; of one without, that of any request or any error of the server. */
  public static ProblemType of(HttpStatusCode status) {
    return Arrays.stream(values())
        .filter(type -> type.status == status.value())
        .findFirst()
        .orElse(status.is5xxServerError() ? INTERNAL_ERROR : INVALID_REQUEST);
  }

  /**
   * @param id the last part of the URI, such as {@code unknown-field}
   */
  public static Optional<ProblemType> find(String id) {
    return Arrays.stream(values()).filter(type -> type.id().equals(id)).findFirst();
  }

  public URI uri() {
    return URI.create("/problems/" + id());
  }

  private String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The HTTP status that it usually comes with. */
  public int status() {
    return status;
  }

  public ProblemDetail detail(String text) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(status), text);
    problem.setType(uri());
    return problem;
  }

  /**
   * Gives a problem the path that was asked for; none where the path is no URI.
   *
   * @param path as the client sent it
   */
  public static ProblemDetail at(String path, ProblemDetail problem) {
    try {
      problem.setInstance(new URI(path));
    } catch (URISyntaxException e) {
      problem.setInstance(null);
    }
    return problem;
  }

  /** Gives a problem without a type that of its status. */
  public static ProblemDetail complete(ProblemDetail problem) {
    URI given = problem.getType();
    if (given == null || given.toString().equals("about:blank")) {
      problem.setType(of(HttpStatusCode.valueOf(problem.getStatus())).uri());
    }
    return problem;
  }
}
