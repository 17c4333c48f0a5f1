package io.todoku.snapshot;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;

/**
 * An account of an AWS organization. Its e-mail address is not kept.
 *
 * @param status as AWS writes it, {@code ACTIVE}, {@code SUSPENDED}, {@code PENDING_CLOSURE}
 * @param partition that its ARN names, {@code aws}
 * @param units from below the root down to the unit that holds it; empty for one in the root
 * @param tags by key; keys that differ in case are different keys
 */
public record OrganizationAccount(
    String id,
    String name,
    String status,
    String partition,
    Observed<List<OrganizationalUnit>> units,
    Observed<Map<String, String>> tags) {

  /** An organizational unit; only its id is unique in the organization. */
  public record OrganizationalUnit(String id, String name) {}

  /** Whether it can be used; others are being closed, are closed or not open yet. */
  @JsonIgnore
  public boolean isActive() {
    return status.equals("ACTIVE");
  }
}
