package io.todoku.notify;

import io.todoku.notify.ChannelView.DeliveryView;
import io.todoku.notify.OutboxMessage.DeliveryState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Reads channels and their last deliveries for the pages. */
@Component
class Channels {

  private final ChannelRepository repository;
  private final OutboxRepository messages;
  private final Notifiers notifiers;
  private final NoticeLineRenderer texts;

  Channels(
      ChannelRepository repository,
      OutboxRepository messages,
      Notifiers notifiers,
      NoticeLineRenderer texts) {
    this.repository = repository;
    this.messages = messages;
    this.notifiers = notifiers;
    this.texts = texts;
  }

  /** All channels by name, each with its last delivery. */
  List<ChannelView> all(Locale locale) {
    return repository.findAllByOrderByNameAscCreatedAtAsc().stream()
        .map(channel -> view(channel, 1, locale))
        .toList();
  }

  Channel get(UUID id) {
    return find(id).orElseThrow(() -> missing(id));
  }

  Optional<Channel> find(UUID id) {
    return repository.findById(id);
  }

  static ResponseStatusException missing(UUID id) {
    return new ResponseStatusException(HttpStatus.NOT_FOUND, "channel " + id + " is not known");
  }

  /**
   * @param deliveries how many of the last ones are shown
   */
  ChannelView view(Channel channel, int deliveries, Locale locale) {
    return ChannelView.of(
        channel,
        notifiers.of(channel),
        texts,
        locale,
        messages
            .findByChannelIdAndStateNotOrderByCreatedAtDescIdDesc(
                channel.id, DeliveryState.BUNDLED, Limit.of(deliveries))
            .stream()
            .map(message -> DeliveryView.of(message, texts, locale))
            .toList());
  }
}
