package io.todoku.notify;

import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Trying a channel, and sending again what was given up. */
@Controller
@RequestMapping(ChannelPages.HERE + "/{id}")
class DeliveryPages {

  private final Channels channels;
  private final Deliverer deliverer;
  private final Outbox outbox;
  private final Words words;

  DeliveryPages(Channels channels, Deliverer deliverer, Outbox outbox, Words words) {
    this.channels = channels;
    this.deliverer = deliverer;
    this.outbox = outbox;
    this.words = words;
  }

  @PostMapping("/test")
  String test(@PathVariable UUID id, Locale locale, RedirectAttributes redirect) {
    Channel channel = channels.get(id);
    Line failure = deliverer.test(channel);
    if (failure == null) {
      redirect.addFlashAttribute("message", words.of(locale, "channel.test.ok", channel.name));
    } else {
      String what = words.of(locale, "channel.test.failed", channel.name);
      redirect.addFlashAttribute("problem", what + " " + words.of(failure, locale));
    }
    return "redirect:" + ChannelPages.HERE + "/" + id;
  }

  @PostMapping("/deliveries/{delivery}/again")
  String again(
      @PathVariable UUID id,
      @PathVariable UUID delivery,
      Locale locale,
      RedirectAttributes redirect) {
    outbox.again(id, delivery);
    redirect.addFlashAttribute("message", words.of(locale, "delivery.again.done"));
    return "redirect:" + ChannelPages.HERE + "/" + id;
  }
}
