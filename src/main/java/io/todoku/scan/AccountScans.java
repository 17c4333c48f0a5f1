package io.todoku.scan;

import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface AccountScans extends JpaRepository<AccountScan, String> {

  @Modifying
  @Query("delete from AccountScan s where s.runId = :runId and s.accountId = :accountId")
  void end(UUID runId, String accountId);
}
