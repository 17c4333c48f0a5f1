package io.todoku.scan.cell;

import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

public interface RunningScanRepository extends JpaRepository<RunningScan, String> {

  @Modifying
  @Query("delete from RunningScan s where s.runId = :runId and s.accountId = :accountId")
  void deleteByRunAndAccount(UUID runId, String accountId);
}
