package io.todoku.identity.token;

import java.time.Duration;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.security.authentication.BadCredentialsException;

/**
 * A token is refused. Whoever holds a right one that works no more is told why; nobody else learns
 * whether a token exists.
 */
public final class RefusedTokenException extends BadCredentialsException
    implements MessageSourceResolvable {

  private static final long serialVersionUID = 1;

  private final String key;
  private final transient Object[] arguments;
  private final String actor;
  private final Duration wait;

  private RefusedTokenException(String key, String actor, Duration wait, Object... arguments) {
    super(key);
    this.key = key;
    this.actor = actor;
    this.wait = wait;
    this.arguments = arguments;
  }

  /** There is no such token. */
  static RefusedTokenException unknown() {
    return new RefusedTokenException("api.refused.401", "", Duration.ZERO);
  }

  /** A token that works no more. */
  static RefusedTokenException of(ApiToken token, String key, Object... arguments) {
    return new RefusedTokenException(key, token.actor(), Duration.ZERO, arguments);
  }

  /** The same, of somebody who has sent too many. */
  RefusedTokenException withWait(Duration wait) {
    return new RefusedTokenException("api.refused.429", actor, wait);
  }

  /** The token as the audit log names it; empty if there is no such token. */
  String actor() {
    return actor;
  }

  /** How long to send none; zero if another may be sent now. */
  public Duration retryAfter() {
    return wait;
  }

  @Override
  public String[] getCodes() {
    return new String[] {key};
  }

  @Override
  public Object[] getArguments() {
    return arguments.clone();
  }
}
