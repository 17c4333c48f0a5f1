package io.todoku.clientreport;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface SentReportRepository extends JpaRepository<SentReport, UUID> {

  List<SentReport> findAllByOrderByMadeAtDesc();
}
