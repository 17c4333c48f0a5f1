package io.todoku.notify;

import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.notify.OutboxMessage.DeliveryState;
import io.todoku.web.ListPage;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What a channel delivered and what it could not, for automation. */
@RestController
@RouteAccess(value = UserRole.ADMINISTRATOR, scope = DataScope.EVERY_CLIENT)
@RequestMapping("/api/v1/channels/{id}")
class DeliveryApi {

  /**
   * A delivery.
   *
   * @param kind of its notice; {@code digest} for several notices
   * @param client of the account, or of a digest; blank where it is about none
   * @param accountName blank for a digest, and where it is about no account
   * @param at when it was delivered, is tried next, or was given up
   * @param error why the last attempt failed; null where none did
   */
  record DeliveryJson(
      UUID id,
      Instant createdAt,
      String kind,
      String client,
      String accountName,
      DeliveryState state,
      int attempts,
      Instant at,
      @Nullable String error) {}

  /**
   * @param error why it was not delivered; null where it was
   */
  record DeliveryTestJson(boolean delivered, @Nullable String error) {}

  private final Channels channels;
  private final OutboxRepository messages;
  private final Deliverer deliverer;
  private final Outbox outbox;
  private final NoticeLineRenderer texts;

  DeliveryApi(
      Channels channels,
      OutboxRepository messages,
      Deliverer deliverer,
      Outbox outbox,
      NoticeLineRenderer texts) {
    this.channels = channels;
    this.messages = messages;
    this.deliverer = deliverer;
    this.outbox = outbox;
    this.texts = texts;
  }

  /** Newest first; notices that went out in a digest only where their state is asked for. */
  @GetMapping("/deliveries")
  ResponseEntity<List<DeliveryJson>> deliveries(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable DeliveryState state,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size,
      Locale locale) {
    ListPage part = ListPage.bounded(page, size);
    Channel channel = channels.get(id);
    Set<DeliveryState> states =
        state == null ? EnumSet.complementOf(EnumSet.of(DeliveryState.BUNDLED)) : Set.of(state);
    Page<OutboxMessage> found =
        messages.findByChannelIdAndStateInOrderByCreatedAtDescIdDesc(
            channel.id, states, PageRequest.of(part.number(), part.size()));
    return part.answer(
        found.getContent().stream().map(message -> describe(message, locale)).toList(),
        found.getTotalElements());
  }

  /** Sends a test message now and waits for what comes of it. */
  @Audited("channel.test")
  @PostMapping("/test")
  DeliveryTestJson test(@PathVariable UUID id, Locale locale) {
    NoticeLine failure = deliverer.sendTest(channels.get(id));
    return new DeliveryTestJson(
        failure == null, failure == null ? null : texts.of(failure, locale));
  }

  /** Sends again what was given up. */
  @Audited("channel.send-again")
  @PostMapping("/deliveries/{delivery}/retry")
  DeliveryJson retry(@PathVariable UUID id, @PathVariable UUID delivery, Locale locale) {
    OutboxMessage message = get(id, delivery);
    if (message.state != DeliveryState.FAILED) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT,
          "the delivery is %s: only one that is FAILED can be sent again".formatted(message.state));
    }
    outbox.retry(id, delivery);
    return describe(get(id, delivery), locale);
  }

  private OutboxMessage get(UUID channel, UUID delivery) {
    return messages
        .findById(delivery)
        .filter(message -> message.channelId.equals(channel))
        .orElseThrow(() ->
            new ResponseStatusException(
                HttpStatus.NOT_FOUND,
                "channel %s has no delivery %s".formatted(channel, delivery)));
  }

  private DeliveryJson describe(OutboxMessage message, Locale locale) {
    Notice notice = message.notice == null ? null : NoticeJson.readNotice(message.notice);
    String error = message.lastError;
    return new DeliveryJson(
        message.id,
        message.createdAt,
        notice == null ? "digest" : notice.kind().id(),
        message.client,
        notice == null ? "" : notice.accountName(),
        message.state,
        message.attempts,
        message.nextAt,
        error == null ? null : texts.of(NoticeJson.readLine(error), locale));
  }
}
