package io.todoku.archive;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A public address that an account held when it was last scanned, or at an earlier scan. */
@Entity
@Table(name = "held_address")
@IdClass(HeldAddress.HeldAddressKey.class)
public class HeldAddress {

  @Id public String accountId = "";
  @Id public String address = "";

  /** When a scan found that the account holds it no more; null while it holds it. */
  public @Nullable Instant releasedAt;

  /**
   * The primary key. An address can be stored for two accounts: it may have moved between their
   * scans.
   */
  record HeldAddressKey(String accountId, String address) implements Serializable {}
}
