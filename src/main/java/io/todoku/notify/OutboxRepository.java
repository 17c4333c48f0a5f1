package io.todoku.notify;

import io.todoku.notify.OutboxMessage.DeliveryState;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface OutboxRepository extends JpaRepository<OutboxMessage, UUID> {

  /** Locks the row until this transaction ends. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select r from OutboxMessage r where r.id = :id")
  Optional<OutboxMessage> findByIdForUpdate(UUID id);

  long countByState(DeliveryState state);

  boolean existsByChannelIdAndNoticeId(UUID channelId, UUID noticeId);

  /** The messages of a kind about this account that wait to be sent or are being sent. */
  @Query(
      """
      select r.id from OutboxMessage r
      where r.channelId = :channel and r.state = WAITING
        and r.notice like concat('%"kind":"', :kind, '"%')
        and r.notice like concat('%"accountId":"', :account, '"%')
      order by r.createdAt, r.id
      """)
  List<UUID> findWaiting(UUID channel, String kind, String account);

  List<OutboxMessage> findByDigestIdOrderByCreatedAtAscIdAsc(UUID digestId);

  List<OutboxMessage> findByChannelIdAndStateNotOrderByCreatedAtDescIdDesc(
      UUID channelId, DeliveryState not, Limit limit);

  Page<OutboxMessage> findByChannelIdAndStateInOrderByCreatedAtDescIdDesc(
      UUID channelId, Collection<DeliveryState> states, Pageable page);

  /** Channel, client and hour of each digest that is due. */
  @Query(
      """
      select distinct new io.todoku.notify.Digests$DueDigest(r.channelId, r.client, r.nextAt)
      from OutboxMessage r where r.state = GATHERED and r.nextAt <= :now
      """)
  List<Digests.DueDigest> findDueDigests(Instant now);

  /**
   * Returns how many messages became part of the digest: 0 where another node bundled them first.
   */
  @Modifying
  @Query(
      """
      update OutboxMessage r set r.state = BUNDLED, r.digestId = :digest
      where r.state = GATHERED and r.channelId = :channel and r.client = :client
        and r.nextAt = :at
      """)
  int assignToDigest(UUID digest, UUID channel, String client, Instant at);

  /** Gives up what has not been sent; digests of it included. */
  @Modifying
  @Query(
      """
      update OutboxMessage r set r.state = FAILED, r.lastError = :reason, r.nextAt = :now
      where r.state in (WAITING, GATHERED)
      """)
  int giveUpUnsent(String reason, Instant now);

  /** The messages of a digest are deleted after the digest. */
  @Modifying
  @Query(
      """
      delete from OutboxMessage r where r.state in :states and r.createdAt < :before
        and (r.digestId is null or not exists (select d.id from OutboxMessage d where d.id = r.digestId))
      """)
  int deleteFinishedBefore(Collection<DeliveryState> states, Instant before);
}
