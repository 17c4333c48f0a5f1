package io.todoku.clientreport;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** The letterhead as it is stored; there is one. */
@Entity
@Table(name = "letterhead")
class LetterheadEntity {

  static final int SINGLE_ID = 1;

  @Id int id = SINGLE_ID;
  String company = "";
  byte @Nullable [] logo;
  String zone = "UTC";
}
