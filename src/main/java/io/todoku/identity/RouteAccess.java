package io.todoku.identity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call a route. Each handler method has one, by itself or by its class; {@link
 * RouteDecision} enforces it, and the application does not start where one is missing.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface RouteAccess {

  /** The least role that may call it. */
  UserRole value();

  DataScope scope() default DataScope.NAMED_THING;

  /** For {@link DataScope#NAMED_THING}: tells which clients the thing belongs to. */
  Class<? extends ThingClients> thing() default ThingClients.class;

  /** For {@link DataScope#NAMED_THING}: the variable of the path that holds the thing's id. */
  String variable() default "id";
}
