package io.todoku.identity.factor;

import java.time.Instant;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface TotpSecretRepository extends JpaRepository<TotpSecret, UUID> {

  /**
   * Uses up the code of a time step, on whichever node it is entered.
   *
   * @return 1; 0 if it, or a later one, was used before
   */
  @Modifying
  @Query(
      "update TotpSecret t set t.lastStep = :step, t.confirmedAt = coalesce(t.confirmedAt, :now)"
          + " where t.id = :user and t.lastStep < :step")
  int use(UUID user, long step, Instant now);

  /** Asks the database without loading the secret, which then could not be replaced. */
  boolean existsByIdAndConfirmedAtNotNull(UUID user);

  /** Removes the secret at once, so that other queries of the transaction do not see it. */
  @Modifying
  @Query("delete from TotpSecret t where t.id = :user")
  void remove(UUID user);
}
