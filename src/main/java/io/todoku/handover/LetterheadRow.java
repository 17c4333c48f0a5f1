package io.todoku.handover;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** The letterhead as it is stored; there is one. */
@Entity
@Table(name = "letterhead")
class LetterheadRow {

  static final int ONLY = 1;

  @Id int id = ONLY;
  String company = "";
  byte @Nullable [] logo;
  String zone = "UTC";
}
