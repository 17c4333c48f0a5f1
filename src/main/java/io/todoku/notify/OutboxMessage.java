package io.todoku.notify;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message to one channel and the state of its delivery. Its id is sent with it. */
@Entity
@Table(name = "outbox")
class OutboxMessage {

  enum DeliveryState {
    /** To be sent now, or at the next attempt. */
    WAITING,
    /** Waits for the hour of the digest of its channel. */
    GATHERED,
    /** Sent as part of the digest that {@code digestId} names. */
    BUNDLED,
    DELIVERED,
    /** Given up. A person may send it again. */
    FAILED
  }

  @Id UUID id = UUID.randomUUID();
  UUID channelId = id;

  /** Null for a digest. */
  @Nullable UUID noticeId;

  /**
   * As {@link NoticeJson} writes it; null for a digest, which consists of the messages that name
   * it.
   */
  @Nullable
  @Column(length = NoticeJson.MAX)
  String notice;

  @Nullable UUID digestId;
  String client = "";

  @Enumerated(EnumType.STRING)
  DeliveryState state = DeliveryState.WAITING;

  int attempts;

  /** When it is sent, attempted again or gathered into its digest; once finished, when that was. */
  Instant nextAt = Instant.EPOCH;

  /** No attempt after this. */
  Instant giveUpAt = Instant.MAX;

  /** A {@link NoticeLine} as {@link NoticeJson} writes it. */
  @Nullable String lastError;

  Instant createdAt = Instant.EPOCH;
  @Nullable Instant deliveredAt;

  static OutboxMessage of(Channel channel, String client, Instant now, Instant giveUpAt) {
    OutboxMessage row = new OutboxMessage();
    row.channelId = channel.id;
    row.client = client;
    row.createdAt = now;
    row.nextAt = now;
    row.giveUpAt = giveUpAt;
    return row;
  }

  OutboxMessage withNotice(Notice source) {
    noticeId = source.id();
    notice = NoticeJson.write(source);
    return this;
  }
}
