package io.todoku.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** Lets a handler tell the audit log what a thing was before it is changed or removed. */
public final class AuditTrail {

  static final String OLD_VALUE = AuditTrail.class.getName() + ".old";
  static final String SIGNED_IN = AuditTrail.class.getName() + ".signed-in";
  static final String BODY = AuditTrail.class.getName() + ".body";

  private AuditTrail() {}

  /**
   * @param value becomes JSON; properties with names of secrets are left out
   */
  public static void oldValue(Object value) {
    put(OLD_VALUE, value);
  }

  static void put(String name, @Nullable Object value) {
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    if (request != null && value != null) {
      request.setAttribute(name, value, RequestAttributes.SCOPE_REQUEST);
    }
  }
}
