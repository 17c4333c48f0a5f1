package io.todoku.onboarding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That an account here is closed or suspended in its organization, or has left it.
 *
 * @param organization its id
 * @param status as AWS writes it, {@code SUSPENDED}
 * @param leftAt when a listing first lacked it; null where it is still in the organization
 */
public record OrganizationDeparture(
    String account, String organization, String status, @Nullable Instant leftAt) {

  /** Whether it has left the organization. */
  public boolean hasLeft() {
    return leftAt != null;
  }
}
