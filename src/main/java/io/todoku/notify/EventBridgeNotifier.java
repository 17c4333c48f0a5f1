package io.todoku.notify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import tools.jackson.databind.json.JsonMapper;

/** Puts one event for each notice on an event bus of Amazon EventBridge. */
@Component
@Order(6)
class EventBridgeNotifier implements Notifier {

  static final String SOURCE = "todoku";
  static final String DETAIL_TYPE = "Todoku Notice";

  /** PutEvents takes 10 entries (API reference) ... */
  static final int MAX_ENTRIES = 10;

  /** ... of 256 KiB together; an event of ours has less, so that two never make a request fail. */
  static final int MAX_OCTETS = 240 * 1024;

  /** Refused entries are sent again at once so often, because accepted ones must not be. */
  private static final int ROUNDS = 3;

  private static final JsonMapper JSON = new JsonMapper();

  private final NoticeDocuments documents;
  private final NotificationSettings settings;

  EventBridgeNotifier(NoticeDocuments documents, NotificationSettings settings) {
    this.documents = documents;
    this.settings = settings;
  }

  @Override
  public String kind() {
    return "eventbridge";
  }

  @Override
  public List<ChannelField> fields() {
    return AwsChannelSession.fields();
  }

  @Override
  public @Nullable String targetError(String target) {
    return EventBus.of(target).isPresent() ? null : "notify.target.bus";
  }

  @Override
  public void send(Delivery delivery) throws DeliveryFailedException {
    EventBus bus = EventBus.parse(delivery.channel().target);
    List<PutEventsRequestEntry> entries = entries(delivery, bus);
    try (AwsChannelSession session =
            AwsChannelSession.open(delivery.channel(), bus.region(), settings);
        EventBridgeClient events = session.client(EventBridgeClient.builder())) {
      for (List<PutEventsRequestEntry> batch : batches(entries)) {
        put(events, batch);
      }
    } catch (SdkException failed) {
      throw AwsChannelSession.failure(failed);
    }
  }

  private static void put(EventBridgeClient events, List<PutEventsRequestEntry> batch)
      throws DeliveryFailedException {
    List<PutEventsRequestEntry> left = batch;
    for (int round = 1; !left.isEmpty(); round++) {
      List<PutEventsRequestEntry> sent = left;
      PutEventsResponse response = events.putEvents(r -> r.entries(sent));
      left = refused(sent, response);
      if (!left.isEmpty() && round == ROUNDS) {
        throw new DeliveryFailedException(
            NoticeLine.of("notify.failed.events", left.size(), firstError(response)));
      }
    }
  }

  /** The results have the order of the entries; those with an error code were not accepted. */
  private static List<PutEventsRequestEntry> refused(
      List<PutEventsRequestEntry> sent, PutEventsResponse response) {
    List<PutEventsRequestEntry> refused = new ArrayList<>();
    List<PutEventsResultEntry> results = response.entries();
    for (int i = 0; i < sent.size() && response.failedEntryCount() > 0; i++) {
      if (i >= results.size() || results.get(i).errorCode() != null) {
        refused.add(sent.get(i));
      }
    }
    return refused;
  }

  private static String firstError(PutEventsResponse response) {
    return response.entries().stream()
        .filter(result -> result.errorCode() != null)
        .map(result -> result.errorCode() + ": " + result.errorMessage())
        .findFirst()
        .orElse("");
  }

  /** One entry for each notice. */
  List<PutEventsRequestEntry> entries(Delivery delivery, EventBus bus) {
    return delivery.notices().stream()
        .map(notice ->
            PutEventsRequestEntry.builder()
                .eventBusName(bus.arn())
                .source(SOURCE)
                .detailType(DETAIL_TYPE)
                .time(notice.at())
                .detail(detail(delivery, notice))
                .build())
        .toList();
  }

  /** A notice that would be too long loses its last lines; a line tells how many. */
  private String detail(Delivery delivery, Notice notice) {
    for (int lines = notice.lines().size(); ; lines /= 2) {
      String detail =
          JSON.writeValueAsString(
              documents.ofOne(delivery.id(), delivery.channel(), notice.limitedTo(lines)));
      if (lines == 0 || octets(detail) <= MAX_OCTETS) {
        return detail;
      }
    }
  }

  private static List<List<PutEventsRequestEntry>> batches(List<PutEventsRequestEntry> entries) {
    List<List<PutEventsRequestEntry>> batches = new ArrayList<>();
    int size = 0;
    for (PutEventsRequestEntry entry : entries) {
      int octets = octets(entry.detail());
      if (batches.isEmpty()
          || batches.getLast().size() == MAX_ENTRIES
          || size + octets > MAX_OCTETS) {
        batches.add(new ArrayList<>());
        size = 0;
      }
      batches.getLast().add(entry);
      size += octets;
    }
    return batches;
  }

  private static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
