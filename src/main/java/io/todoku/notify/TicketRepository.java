package io.todoku.notify;

import io.todoku.notify.Ticket.TicketState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface TicketRepository extends JpaRepository<Ticket, UUID> {

  List<Ticket> findByChannelIdAndAccountId(UUID channel, String account);

  Optional<Ticket> findByChannelIdAndAccountIdAndRuleAndResource(
      UUID channel, String account, String rule, String resource);

  List<Ticket> findByAccountIdAndStateIn(String account, Collection<TicketState> states);

  long countByChannelIdAndState(UUID channel, TicketState state);

  @Query("select distinct t.accountId from Ticket t where t.state in :states")
  List<String> findAccountsWithStates(Collection<TicketState> states);

  /** Returns 0 where the ticket is not there any more. */
  @Modifying
  @Query(value = "update ticket set requests = requests + 1 where id = :id", nativeQuery = true)
  int request(UUID id);

  /** Deletes a ticket unless its problem began again since it was read. */
  @Modifying
  @Query("delete from Ticket t where t.id = :id and t.requests = :requests")
  int deleteUnlessRequested(UUID id, int requests);

  /** Returns 1 where nobody else works on the ticket, 0 otherwise. */
  @Modifying
  @Query(
      """
      update Ticket t set t.claimedUntil = :until
      where t.id = :id and (t.claimedUntil is null or t.claimedUntil < :now)
      """)
  int claim(UUID id, Instant now, Instant until);
}
