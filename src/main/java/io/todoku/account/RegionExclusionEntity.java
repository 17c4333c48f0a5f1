package io.todoku.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** A Region that a person leaves out, as stored. */
@Entity
@Table(name = "region_exclusion")
@IdClass(RegionExclusionEntity.RegionExclusionKey.class)
class RegionExclusionEntity {

  @Id String accountId = "";
  @Id String region = "";
  String author = "";
  Instant createdAt = Instant.EPOCH;

  /** The primary key: an account and one of its Regions. */
  record RegionExclusionKey(String accountId, String region) implements Serializable {}
}
