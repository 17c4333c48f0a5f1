package io.todoku.scan.cell;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

public interface RunningScanRepository extends JpaRepository<RunningScan, String> {

  /** The runs that scan whole accounts. */
  @Query(
      """
      select r from RunningScan r where exists (select s from ScanEntity s
        where s.runId = r.runId and s.accountId = r.accountId and s.recheckTarget is null)
      """)
  List<RunningScan> findScans();

  @Modifying
  @Query("delete from RunningScan s where s.runId = :runId and s.accountId = :accountId")
  void deleteByRunAndAccount(UUID runId, String accountId);
}
