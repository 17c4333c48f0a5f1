package io.todoku.clientreport;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface SentReportAccountRepository
    extends JpaRepository<SentReportAccount, SentReportAccount.SentReportAccountKey> {

  List<SentReportAccount> findByReportIdOrderByPlace(UUID reportId);

  /** The sent reports that include the account, newest first. */
  @Query(
      """
      select a from SentReportAccount a join SentReport r on r.id = a.reportId
      where a.accountId = :accountId order by r.madeAt desc
      """)
  List<SentReportAccount> findByAccountNewestFirst(String accountId);
}
