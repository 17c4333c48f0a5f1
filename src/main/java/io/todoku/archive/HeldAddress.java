package io.todoku.archive;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A public address that an account held when it was last scanned. */
@Entity
@Table(name = "held_address")
@IdClass(HeldAddress.HeldAddressKey.class)
public class HeldAddress {

  @Id public String accountId = "";
  @Id public String address = "";

  /**
   * The primary key. An address can be stored for two accounts: it may have moved between their
   * scans.
   */
  record HeldAddressKey(String accountId, String address) implements Serializable {}
}
