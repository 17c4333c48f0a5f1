package io.todoku.identity;

import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** Lets a handler tell the audit log what a thing was before it is changed or removed. */
public final class AuditTrail {

  /** Attributes of the request in which the audit log finds what was told. */
  public static final String OLD_VALUE = AuditTrail.class.getName() + ".old";

  public static final String SIGNED_IN = AuditTrail.class.getName() + ".signed-in";

  /** Whether something was done, where the answer does not tell. */
  public static final String DONE = AuditTrail.class.getName() + ".done";

  private AuditTrail() {}

  /**
   * @param value becomes JSON; properties with names of secrets are left out
   */
  public static void oldValue(Object value) {
    put(OLD_VALUE, value);
  }

  /** The user who began to be signed in with this request, which nobody made before. */
  public static void signedIn(String userName) {
    put(SIGNED_IN, userName);
  }

  /** Nothing was done, although the answer is no error: the user is asked first. */
  public static void notDone() {
    put(DONE, false);
  }

  /**
   * Whether something was done of several things that were asked for. A part of them is enough:
   * what became of each is in the answer.
   */
  public static void doneInPart(boolean anything) {
    put(DONE, anything);
  }

  private static void put(String name, Object value) {
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    if (request != null) {
      request.setAttribute(name, value, RequestAttributes.SCOPE_REQUEST);
    }
  }
}
