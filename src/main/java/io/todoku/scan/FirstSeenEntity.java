package io.todoku.scan;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** Since when a resource has had a rule's verdict. */
@Entity
@Table(name = "first_seen")
@IdClass(FirstSeenEntity.Key.class)
class FirstSeenEntity {

  @Id String accountId = "";
  @Id String rule = "";
  @Id String resource = "";
  String verdict = "";
  Instant seenAt = Instant.EPOCH;

  /** A finding's name within all accounts. */
  record Key(String accountId, String rule, String resource) implements Serializable {}
}
