package io.todoku.notify;

import io.todoku.notify.RenderedMessage.NoticeSection;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Renders deliveries in the language and the time zone of their channel. */
@Component
class MessageRenderer {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd");
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm z");

  private final NoticeLineRenderer texts;
  private final String publicUrl;

  MessageRenderer(NoticeLineRenderer texts, @Value("${todoku.public-url:}") String publicUrl) {
    this.texts = texts;
    this.publicUrl = publicUrl.strip().replaceAll("/+$", "");
  }

  /**
   * @param max the most lines, and the most notices; lines count those that are left out
   */
  RenderedMessage render(Delivery delivery, int max) {
    return render(delivery, max, max);
  }

  /** As {@link #render(Delivery, int)}, with fewer lines and then fewer notices until it fits. */
  RenderedMessage render(Delivery delivery, int max, Predicate<RenderedMessage> fits) {
    int lines = max;
    int notices = Math.min(max, delivery.notices().size());
    while (true) {
      RenderedMessage message = render(delivery, lines, notices);
      if (fits.test(message) || (lines == 0 && notices <= 1)) {
        return message;
      }
      if (lines > 0) {
        lines /= 2;
      } else {
        notices /= 2;
      }
    }
  }

  private RenderedMessage render(Delivery delivery, int maxLines, int maxNotices) {
    Channel channel = delivery.channel();
    Locale locale = channel.locale();
    List<NoticeSection> sections = new ArrayList<>();
    int left = maxLines;
    List<Notice> all = delivery.notices();
    List<Notice> first = all.subList(0, Math.min(maxNotices, all.size()));
    for (Notice notice : first) {
      Notice shown = notice.limitedTo(Math.max(left, 0));
      left -= notice.lines().size();
      sections.add(section(shown, locale, channel.zoneId()));
    }
    if (first.size() < all.size()) {
      sections.add(omitted(all.subList(first.size(), all.size()), locale));
    }
    String footer = texts.of(locale, "notify.foot", channel.name, delivery.id().toString());
    return new RenderedMessage(delivery.id(), subject(delivery, locale), sections, footer);
  }

  private NoticeSection omitted(List<Notice> left, Locale locale) {
    int changes = left.stream().mapToInt(Notice::count).sum();
    return new NoticeSection(
        texts.of(locale, "notify.more.notices", left.size(), changes),
        publicUrl.isEmpty() ? null : publicUrl + "/",
        List.of());
  }

  private NoticeSection section(Notice notice, Locale locale, ZoneId zone) {
    String kind = texts.of(locale, "notify.kind." + notice.kind().id());
    String time = MINUTE.withLocale(locale).format(notice.at().atZone(zone));
    String heading =
        notice.isAboutAccount() && notice.kind() != NoticeKind.TEST
            ? texts.of(locale, "notify.heading", account(notice), notice.accountId(), kind, time)
            : texts.of(locale, "notify.heading.test", kind, time);
    return new NoticeSection(
        heading, url(notice), notice.lines().stream().map(line -> texts.of(line, locale)).toList());
  }

  /** The URL of the page that shows a notice; null where {@code todoku.public-url} is not set. */
  @Nullable String url(Notice notice) {
    return publicUrl.isEmpty() ? null : publicUrl + notice.path();
  }

  String subject(Delivery delivery, Locale locale) {
    Notice first = delivery.notices().getFirst();
    if (first.kind() == NoticeKind.TEST) {
      return texts.of(locale, "notify.subject.test", delivery.channel().name);
    }
    if (delivery.channel().digest || delivery.notices().size() > 1) {
      String day = day(delivery.notices().getLast().at(), delivery.channel().zoneId());
      return first.client().isBlank()
          ? texts.of(locale, "notify.subject.digest", delivery.count(), day)
          : texts.of(locale, "notify.subject.digest.client", first.client(), delivery.count(), day);
    }
    return texts.of(
        locale, "notify.subject." + first.kind().id(), account(first), delivery.count());
  }

  private static String day(Instant at, ZoneId zone) {
    return DAY.format(at.atZone(zone));
  }

  /** The account with its client, because the accounts of several clients can have one name. */
  private static String account(Notice notice) {
    String name = notice.accountName().isBlank() ? notice.accountId() : notice.accountName();
    return notice.client().isBlank() ? name : notice.client() + " · " + name;
  }
}
