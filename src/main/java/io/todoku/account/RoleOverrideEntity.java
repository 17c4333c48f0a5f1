package io.todoku.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A role override as stored. */
@Entity
@Table(name = "role_override")
@IdClass(RoleOverrideEntity.RoleOverrideKey.class)
class RoleOverrideEntity {

  @Id String accountId = "";
  @Id String address = "";
  @Nullable Boolean sends;
  @Nullable Boolean receives;

  /** Mail domains with a blank between them. */
  String domains = "";

  String author = "";
  String reason = "";
  Instant createdAt = Instant.EPOCH;

  /** The primary key: an account and one of its addresses. */
  record RoleOverrideKey(String accountId, String address) implements Serializable {}
}
