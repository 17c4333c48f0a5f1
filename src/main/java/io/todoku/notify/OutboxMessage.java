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

/** One thing to send by one channel, and how far it got. Its id goes out with it. */
@Entity
@Table(name = "outbox")
class OutboxMessage {

  enum DeliveryState {
    /** It is to be sent, now or when the next try is due. */
    WAITING,
    /** It waits for the hour of its channel's digest. */
    GATHERED,
    /** It goes out as part of the digest that {@code digestId} names. */
    BUNDLED,
    DELIVERED,
    /** Given up. A person may send it again. */
    FAILED
  }

  @Id UUID id = UUID.randomUUID();
  UUID channelId = id;

  /** Null for a digest. */
  @Nullable UUID noticeId;

  /** As {@link NoticeJson} writes it; null for a digest, which is made of the rows that name it. */
  @Nullable
  @Column(length = NoticeJson.MAX)
  String notice;

  @Nullable UUID digestId;
  String client = "";

  @Enumerated(EnumType.STRING)
  DeliveryState state = DeliveryState.WAITING;

  int attempts;

  /** When it is to be sent, tried again or gathered into its digest; then, when that was. */
  Instant nextAt = Instant.EPOCH;

  /** No new try after this. */
  Instant giveUpAt = Instant.MAX;

  /** A {@link Line} as {@link NoticeJson} writes it. */
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

  OutboxMessage withNotice(Notice told) {
    noticeId = told.id();
    notice = NoticeJson.write(told);
    return this;
  }
}
