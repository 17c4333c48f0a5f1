package io.todoku.notify;

import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.KnownClients;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.ShownOnce;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.locale.Languages;
import io.todoku.notify.ChannelRequest.DeliveryTime;
import io.todoku.web.ListPage;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Channels of every kind, for automation. */
@RestController
@RouteAccess(value = UserRole.ADMINISTRATOR, scope = DataScope.EVERY_CLIENT)
@RequestMapping("/api/v1")
class ChannelApi {

  /**
   * A channel.
   *
   * @param target without its secret part
   * @param client the only client whose accounts it is notified of; null for all
   * @param hour of the digest
   * @param settings by the fields of its kind, without secrets
   * @param unavailableReason why it cannot deliver now; null where it can
   */
  record ChannelJson(
      UUID id,
      String kind,
      String name,
      String target,
      @Nullable String client,
      List<NoticeKind> kinds,
      String language,
      DeliveryTime when,
      int hour,
      String zone,
      boolean enabled,
      Map<String, String> settings,
      @Nullable String unavailableReason,
      Instant createdAt) {}

  /**
   * @param secret that messages are signed with, which nothing shows again; null for a kind that is
   *     not signed
   */
  record AddedChannelJson(ChannelJson channel, @Nullable String secret) {}

  /** The secret that messages are signed with, which nothing shows again. */
  record ChannelSecretJson(String secret) {}

  private final Channels channels;
  private final ChannelRepository repository;
  private final Notifiers notifiers;
  private final KnownClients clients;
  private final NoticeLineRenderer texts;
  private final Clock clock;

  ChannelApi(
      Channels channels,
      ChannelRepository repository,
      Notifiers notifiers,
      KnownClients clients,
      NoticeLineRenderer texts,
      Clock clock) {
    this.channels = channels;
    this.repository = repository;
    this.notifiers = notifiers;
    this.clients = clients;
    this.texts = texts;
    this.clock = clock;
  }

  /** The kinds of channels, with the fields that each of them has. */
  @GetMapping("/channel-kinds")
  List<ChannelKindView> kinds(Locale locale) {
    return notifiers.all().stream()
        .map(notifier -> ChannelKindView.of(notifier, texts, locale))
        .toList();
  }

  /** By name. */
  @GetMapping("/channels")
  ResponseEntity<List<ChannelJson>> all(
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable String client,
      @RequestParam(required = false) @Nullable Boolean enabled,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size,
      Locale locale) {
    String wanted = kind == null ? null : notifier(kind).kind();
    return ListPage.of(page, size)
        .answer(
            repository.findAllByOrderByNameAscCreatedAtAsc().stream()
                .filter(channel -> wanted == null || wanted.equals(channel.kind))
                .filter(channel -> client == null || client.equals(channel.client))
                .filter(channel -> enabled == null || enabled == channel.enabled)
                .map(channel -> describe(channel, locale))
                .toList());
  }

  @GetMapping("/channels/{id}")
  ChannelJson one(@PathVariable UUID id, Locale locale) {
    return describe(channels.get(id), locale);
  }

  @Audited("channel.add")
  @ShownOnce
  @PostMapping("/channels")
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<AddedChannelJson> add(@RequestBody ChannelRequest body, Locale locale) {
    Channel channel = new Channel();
    Notifier notifier = notifier(body.kind());
    channel.kind = notifier.kind();
    body.applyTo(
        channel, ChannelForm.blank(Languages.DEFAULT.tag()), notifier, texts, clients.names());
    channel.createdAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
    if (notifier.isSigned()) {
      channel.secret = WebhookSignature.newSecret();
    }
    repository.save(channel);
    return ResponseEntity.created(URI.create("/api/v1/channels/" + channel.id))
        .body(new AddedChannelJson(describe(channel, locale), channel.secret));
  }

  private Notifier notifier(@Nullable String kind) {
    return notifiers
        .find(Objects.requireNonNullElse(kind, ""))
        .orElseThrow(() ->
            InvalidInputException.withMessage(
                "\"kind\" must be one of "
                    + notifiers.all().stream()
                        .map(Notifier::kind)
                        .collect(Collectors.joining(", "))));
  }

  /** Changes the fields that are sent; what is left out stays, secrets too. */
  @Audited("channel.change")
  @PutMapping("/channels/{id}")
  ChannelJson change(@PathVariable UUID id, @RequestBody ChannelRequest body, Locale locale) {
    Channel channel = channels.get(id);
    if (body.kind() != null && !body.kind().equals(channel.kind)) {
      throw InvalidInputException.withMessage(
          "\"kind\" cannot change: it is \"%s\"".formatted(channel.kind));
    }
    Notifier notifier = notifiers.of(channel);
    ChannelForm current = ChannelForm.of(channel, notifier);
    AuditTrail.oldValue(current);
    body.applyTo(channel, current, notifier, texts, clients.names());
    repository.save(channel);
    return describe(channel, locale);
  }

  @Audited("channel.renew-secret")
  @ShownOnce
  @PostMapping("/channels/{id}/secret")
  ChannelSecretJson renewSecret(@PathVariable UUID id) {
    Channel channel = channels.get(id);
    if (!notifiers.of(channel).isSigned()) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT, "channels of the kind \"%s\" sign nothing".formatted(channel.kind));
    }
    String secret = WebhookSignature.newSecret();
    channel.secret = secret;
    repository.save(channel);
    return new ChannelSecretJson(secret);
  }

  @Audited("channel.remove")
  @DeleteMapping("/channels/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable UUID id) {
    Channel channel = channels.get(id);
    AuditTrail.oldValue(ChannelForm.of(channel, notifiers.of(channel)));
    repository.deleteById(id);
  }

  private ChannelJson describe(Channel channel, Locale locale) {
    Notifier notifier = notifiers.of(channel);
    NoticeLine reason = notifier.unavailableReason();
    return new ChannelJson(
        channel.id,
        channel.kind,
        channel.name,
        notifier.displayTarget(channel.target),
        channel.client,
        List.copyOf(channel.subscribedKinds()),
        channel.language,
        channel.digest ? DeliveryTime.DIGEST : DeliveryTime.NOW,
        channel.digestHour,
        channel.zone,
        channel.enabled,
        ChannelForm.shownSettings(channel, notifier),
        reason == null ? null : texts.of(reason, locale),
        channel.createdAt);
  }
}
