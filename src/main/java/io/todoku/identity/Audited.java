package io.todoku.identity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the action of a handler in the audit log. Each handler that can change something has this
 * or {@link NotAudited}; the application does not start where both are missing.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Audited {

  /** A kind of thing and a verb, such as {@code waiver.add}, as the log keeps it. */
  String value();
}
