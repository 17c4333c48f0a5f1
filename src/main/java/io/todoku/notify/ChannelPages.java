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
@RequestMapping(ChannelPages.HERE)
class ChannelPages {

  static final String HERE = "/settings/notifications";

  /**
   * A way that a channel can go.
   *
   * @param obstacle why it cannot be chosen; null where it can
   */
  record WayView(String id, @Nullable String obstacle) {}

  private static final int SHOWN = 30;

  private final Channels channels;
  private final ChannelRepository repository;
  private final Carriers carriers;
  private final KnownClients clients;
  private final Words words;
  private final Clock clock;

  ChannelPages(
      Channels channels,
      ChannelRepository repository,
      Carriers carriers,
      KnownClients clients,
      Words words,
      Clock clock) {
    this.channels = channels;
    this.repository = repository;
    this.carriers = carriers;
    this.clients = clients;
    this.words = words;
    this.clock = clock;
  }

  @GetMapping
  String list(Model model, Locale locale) {
    List<WayView> ways = new ArrayList<>();
    for (ChannelKind kind : ChannelKind.values()) {
      Line obstacle = carriers.of(kind).obstacle();
      ways.add(new WayView(kind.id(), obstacle == null ? null : words.of(obstacle, locale)));
    }
    model.addAttribute("channels", channels.all(locale));
    model.addAttribute("ways", ways);
    return "channels";
  }

  @GetMapping("/new")
  String blank(@RequestParam String kind, Model model, Locale locale) {
    Channel channel = fresh(kind);
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
    Channel channel = fresh(kind);
    form.check(carriers.of(channel.kind), false, errors);
    if (errors.hasErrors()) {
      return form(model, form, channel, false, locale);
    }
    channel.createdAt = clock.instant();
    if (channel.kind == ChannelKind.WEBHOOK) {
      channel.secret = Signature.newSecret();
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
    form.check(carriers.of(channel.kind), channel.kind.isWeb(), errors);
    return errors.hasErrors()
        ? form(model, form, channel, true, locale)
        : save(form, channel, locale, redirect);
  }

  @PostMapping("/{id}/secret")
  String renew(@PathVariable UUID id, RedirectAttributes redirect) {
    Channel channel = channels.get(id);
    if (channel.kind == ChannelKind.WEBHOOK) {
      channel.secret = Signature.newSecret();
      repository.save(channel);
      redirect.addFlashAttribute("secret", channel.secret);
    }
    return "redirect:" + HERE + "/" + id;
  }

  @PostMapping("/{id}/remove")
  String remove(@PathVariable UUID id, Locale locale, RedirectAttributes redirect) {
    Channel channel = channels.get(id);
    repository.deleteById(id);
    redirect.addFlashAttribute("message", words.of(locale, "channel.removed", channel.name));
    return "redirect:" + HERE;
  }

  private String save(
      ChannelForm form, Channel channel, Locale locale, RedirectAttributes redirect) {
    form.into(channel);
    repository.save(channel);
    redirect.addFlashAttribute("message", words.of(locale, "channel.saved", channel.name));
    return "redirect:" + HERE + "/" + channel.id;
  }

  private String form(
      Model model, ChannelForm form, Channel channel, boolean editing, Locale locale) {
    String way = words.of(locale, "channel.kind." + channel.kind.id());
    model.addAttribute(
        "heading",
        editing
            ? words.of(locale, "channel.edit.title", channel.name)
            : words.of(locale, "channel.add.title", way));
    model.addAttribute("form", form);
    model.addAttribute("editing", editing);
    model.addAttribute("kind", channel.kind.id());
    model.addAttribute("kinds", Kind.WANTABLE.stream().map(Kind::id).toList());
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
      model.addAttribute("view", channels.view(channel, SHOWN, locale));
    }
    return "channel-form";
  }

  private static Channel fresh(String kind) {
    Channel channel = new Channel();
    try {
      channel.kind = ChannelKind.of(kind);
    } catch (IllegalArgumentException e) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no such kind of channel", e);
    }
    return channel;
  }
}
