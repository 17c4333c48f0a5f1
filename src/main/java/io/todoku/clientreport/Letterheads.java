package io.todoku.clientreport;

import io.todoku.report.Letterhead;
import io.todoku.report.Letterhead.Logo;
import io.todoku.report.ReportSettings;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Under whose name reports go out: as set in the application, else as configured. */
@Component
class Letterheads {

  private final LetterheadRepository repository;
  private final ReportSettings settings;

  Letterheads(LetterheadRepository repository, ReportSettings settings) {
    this.repository = repository;
    this.settings = settings;
  }

  Letterhead current() {
    return repository
        .findById(LetterheadEntity.SINGLE_ID)
        .map(row -> new Letterhead(row.company, row.logo == null ? null : Logo.of(row.logo)))
        .orElseGet(settings::letterhead);
  }

  ZoneId zone() {
    return repository
        .findById(LetterheadEntity.SINGLE_ID)
        .map(row -> ZoneId.of(row.zone))
        .orElseGet(settings::zoneId);
  }

  /**
   * @param logo null: none
   */
  void save(String company, @Nullable Logo logo, ZoneId zone) {
    LetterheadEntity row = new LetterheadEntity();
    row.company = company;
    row.logo = logo == null ? null : logo.bytes();
    row.zone = zone.getId();
    repository.save(row);
  }
}
