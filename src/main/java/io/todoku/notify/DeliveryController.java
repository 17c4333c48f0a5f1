package io.todoku.notify;

import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Tests a channel, and sends again what was given up. */
@Controller
@RouteAccess(value = UserRole.ADMINISTRATOR, scope = DataScope.EVERY_CLIENT)
@RequestMapping(ChannelController.PATH + "/{id}")
class DeliveryController {

  private final Channels channels;
  private final Deliverer deliverer;
  private final Outbox outbox;
  private final NoticeLineRenderer texts;

  DeliveryController(
      Channels channels, Deliverer deliverer, Outbox outbox, NoticeLineRenderer texts) {
    this.channels = channels;
    this.deliverer = deliverer;
    this.outbox = outbox;
    this.texts = texts;
  }

  @Audited("channel.test")
  @PostMapping("/test")
  String sendTest(@PathVariable UUID id, Locale locale, RedirectAttributes redirect) {
    Channel channel = channels.get(id);
    NoticeLine failure = deliverer.sendTest(channel);
    if (failure == null) {
      redirect.addFlashAttribute("message", texts.of(locale, "channel.test.ok", channel.name));
    } else {
      String problem = texts.of(locale, "channel.test.failed", channel.name);
      redirect.addFlashAttribute("problem", problem + " " + texts.of(failure, locale));
    }
    return "redirect:" + ChannelController.PATH + "/" + id;
  }

  @Audited("channel.send-again")
  @PostMapping("/deliveries/{delivery}/again")
  String retry(
      @PathVariable UUID id,
      @PathVariable UUID delivery,
      Locale locale,
      RedirectAttributes redirect) {
    outbox.retry(id, delivery);
    redirect.addFlashAttribute("message", texts.of(locale, "delivery.again.done"));
    return "redirect:" + ChannelController.PATH + "/" + id;
  }
}
