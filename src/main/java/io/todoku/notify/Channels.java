package io.todoku.notify;

import io.todoku.notify.ChannelView.DeliveryView;
import io.todoku.notify.OutboxRow.State;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** What the pages ask of the channels that there are. */
@Component
class Channels {

  private final ChannelRepository repository;
  private final OutboxRepository rows;
  private final Carriers carriers;
  private final Words words;

  Channels(ChannelRepository repository, OutboxRepository rows, Carriers carriers, Words words) {
    this.repository = repository;
    this.rows = rows;
    this.carriers = carriers;
    this.words = words;
  }

  /** By name, each with its last delivery. */
  List<ChannelView> all(Locale locale) {
    return repository.findAllByOrderByNameAscCreatedAtAsc().stream()
        .map(channel -> view(channel, 1, locale))
        .toList();
  }

  Channel get(UUID id) {
    return repository
        .findById(id)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  ChannelView view(Channel channel, int deliveries, Locale locale) {
    Line obstacle = carriers.of(channel.kind).obstacle();
    return ChannelView.of(
        channel,
        obstacle == null ? null : words.of(obstacle, locale),
        rows
            .findByChannelIdAndStateNotOrderByCreatedAtDescIdDesc(
                channel.id, State.BUNDLED, Limit.of(deliveries))
            .stream()
            .map(row -> DeliveryView.of(row, words, locale))
            .toList());
  }
}
