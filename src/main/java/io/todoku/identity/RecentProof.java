package io.todoku.identity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a handler be called only from a session whose user has given a password or passkey shortly
 * before, so that a browser that was left open changes no way into the application. Others are
 * asked for the password first. Requests with an API token have no session and are not asked.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RecentProof {

  /**
   * The path of the page to show once the password is given; empty: the path of the request without
   * its last segment.
   */
  String page() default "";
}
