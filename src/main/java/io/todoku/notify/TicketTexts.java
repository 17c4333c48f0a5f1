package io.todoku.notify;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Renders tickets and their comments in the language of their channel. */
@Component
class TicketTexts {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx", Locale.ROOT);

  private final NoticeLineRenderer texts;
  private final String publicUrl;

  TicketTexts(NoticeLineRenderer texts, @Value("${todoku.public-url:}") String publicUrl) {
    this.texts = texts;
    this.publicUrl = publicUrl.strip().replaceAll("/+$", "");
  }

  TicketText ticket(Channel channel, NotifiedItem item, String marker) {
    Locale locale = channel.locale();
    String account = item.accountName().isBlank() ? item.accountId() : item.accountName();
    List<String> paragraphs = new ArrayList<>();
    paragraphs.add(summary(item, locale));
    paragraphs.add(
        texts.of(locale, "notify.ticket.where", item.resource(), account, item.accountId()));
    if (!item.client().isBlank()) {
      paragraphs.add(texts.of(locale, "notify.ticket.client", item.client()));
    }
    return new TicketText(
        texts.of(
            locale,
            "notify.ticket.title",
            account,
            texts.of(item.title(), locale),
            item.resource()),
        paragraphs,
        texts.of(locale, "notify.ticket.steps"),
        item.steps().stream().map(step -> texts.of(step, locale)).toList(),
        publicUrl.isEmpty() ? null : publicUrl + item.path(),
        texts.of(locale, "notify.ticket.footer", marker));
  }

  /** What is told of a problem that changed. */
  String changed(Channel channel, NotifiedItem item) {
    String key = item.unknown() ? "unknown" : item.failing() ? "fail" : "warn";
    return texts.of(
        channel.locale(), "notify.ticket.changed." + key, summary(item, channel.locale()));
  }

  String again(Channel channel, NotifiedItem item) {
    return texts.of(channel.locale(), "notify.ticket.again", summary(item, channel.locale()));
  }

  /** Why a ticket is closed, with what shows it and when that was found. */
  String ended(Channel channel, ProblemState.Over end) {
    String key =
        switch (end.kind()) {
          case FIXED -> "notify.ticket.fixed";
          case NOT_APPLICABLE -> "notify.ticket.not-applicable";
          case GONE -> "notify.ticket.gone";
        };
    Locale locale = channel.locale();
    return texts.of(
        locale,
        key,
        texts.of(end.evidence(), locale),
        TIME.format(end.at().atZone(channel.zoneId())));
  }

  String notObserved(Channel channel, ProblemState.NotObserved problem) {
    Locale locale = channel.locale();
    return texts.of(locale, "notify.ticket.changed.unknown", texts.of(problem.cause(), locale));
  }

  String waived(Channel channel, NotifiedItem item) {
    Locale locale = channel.locale();
    return texts.of(
        locale, "notify.ticket.waived", texts.of(Objects.requireNonNull(item.waived()), locale));
  }

  private String summary(NotifiedItem item, Locale locale) {
    return texts.of(item.summary() == null ? item.title() : item.summary(), locale);
  }
}
