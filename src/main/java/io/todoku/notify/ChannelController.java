package io.todoku.notify;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Adding, changing and removing channels. */
@Controller
@RequestMapping(ChannelController.PATH)
class ChannelController {

  static final String PATH = "/settings/notifications";

  /**
   * A way that a channel can go.
   *
   * @param obstacle why it cannot be chosen; null where it can
   */
  record ChannelKindView(String id, @Nullable String unavailableReason) {}

  private static final int DELIVERIES_SHOWN = 30;

  private final Channels channels;
  private final ChannelRepository repository;
  private final Notifiers notifiers;
  private final KnownClients clients;
  private final NoticeTexts texts;
  private final Clock clock;

  ChannelController(
      Channels channels,
      ChannelRepository repository,
      Notifiers carriers,
      KnownClients clients,
      NoticeTexts words,
      Clock clock) {
    this.channels = channels;
    this.repository = repository;
    this.notifiers = carriers;
    this.clients = clients;
    this.texts = words;
    this.clock = clock;
  }

  @GetMapping
  String list(Model model, Locale locale) {
    List<ChannelKindView> ways = new ArrayList<>();
    for (ChannelKind kind : ChannelKind.values()) {
      NoticeLine obstacle = notifiers.of(kind).unavailableReason();
      ways.add(
          new ChannelKindView(kind.id(), obstacle == null ? null : texts.of(obstacle, locale)));
    }
    model.addAttribute("channels", channels.all(locale));
    model.addAttribute("ways", ways);
    return "channels";
  }

  @GetMapping("/new")
  String newForm(@RequestParam String kind, Model model, Locale locale) {
    Channel channel = newChannel(kind);
    return form(model, ChannelForm.blank(locale.getLanguage()), channel, false, locale);
  }

  @PostMapping
  String add(
      @RequestParam String kind,
      @ModelAttribute("form") ChannelForm form,
      BindingResult errors,
      Model model,
      Locale locale,
      RedirectAttributes redirect) {
    Channel channel = newChannel(kind);
    form.validate(notifiers.of(channel.kind), false, errors);
    if (errors.hasErrors()) {
      return form(model, form, channel, false, locale);
    }
    channel.createdAt = clock.instant();
    if (channel.kind == ChannelKind.WEBHOOK) {
      channel.secret = WebhookSignature.newSecret();
      redirect.addFlashAttribute("secret", channel.secret);
    }
    return save(form, channel, locale, redirect);
  }

  @GetMapping("/{id}")
  String edit(@PathVariable UUID id, Model model, Locale locale) {
    Channel channel = channels.get(id);
    return form(model, ChannelForm.of(channel), channel, true, locale);
  }

  @PostMapping("/{id}")
  String change(
      @PathVariable UUID id,
      @ModelAttribute("form") ChannelForm form,
      BindingResult errors,
      Model model,
      Locale locale,
      RedirectAttributes redirect) {
    Channel channel = channels.get(id);
    form.validate(notifiers.of(channel.kind), channel.kind.isWeb(), errors);
    return errors.hasErrors()
        ? form(model, form, channel, true, locale)
        : save(form, channel, locale, redirect);
  }

  @PostMapping("/{id}/secret")
  String renewSecret(@PathVariable UUID id, RedirectAttributes redirect) {
    Channel channel = channels.get(id);
    if (channel.kind == ChannelKind.WEBHOOK) {
      channel.secret = WebhookSignature.newSecret();
      repository.save(channel);
      redirect.addFlashAttribute("secret", channel.secret);
    }
    return "redirect:" + PATH + "/" + id;
  }

  @PostMapping("/{id}/remove")
  String remove(@PathVariable UUID id, Locale locale, RedirectAttributes redirect) {
    Channel channel = channels.get(id);
    repository.deleteById(id);
    redirect.addFlashAttribute("message", texts.of(locale, "channel.removed", channel.name));
    return "redirect:" + PATH;
  }

  private String save(
      ChannelForm form, Channel channel, Locale locale, RedirectAttributes redirect) {
    form.applyTo(channel);
    repository.save(channel);
    redirect.addFlashAttribute("message", texts.of(locale, "channel.saved", channel.name));
    return "redirect:" + PATH + "/" + channel.id;
  }

  private String form(
      Model model, ChannelForm form, Channel channel, boolean editing, Locale locale) {
    String way = texts.of(locale, "channel.kind." + channel.kind.id());
    model.addAttribute(
        "heading",
        editing
            ? texts.of(locale, "channel.edit.title", channel.name)
            : texts.of(locale, "channel.add.title", way));
    model.addAttribute("form", form);
    model.addAttribute("editing", editing);
    model.addAttribute("kind", channel.kind.id());
    model.addAttribute("kinds", NoticeKind.SUBSCRIBABLE.stream().map(NoticeKind::id).toList());
    model.addAttribute("languages", ChannelForm.LANGUAGES);
    model.addAttribute("clients", clients.names());
    model.addAttribute(
        "zones",
        ZoneId.getAvailableZoneIds().stream()
            .filter(z -> z.matches("[A-Z].*/.*|UTC"))
            .filter(z -> !z.startsWith("Etc/") && !z.startsWith("SystemV/"))
            .sorted()
            .toList());
    if (editing) {
      model.addAttribute("view", channels.view(channel, DELIVERIES_SHOWN, locale));
    }
    return "channel-form";
  }

  private static Channel newChannel(String kind) {
    Channel channel = new Channel();
    try {
      channel.kind = ChannelKind.of(kind);
    } catch (IllegalArgumentException e) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no such kind of channel", e);
    }
    return channel;
  }
}
