package io.todoku.notify;

import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.KnownClients;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.TimeZones;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
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

/** Serves the pages on which an administrator adds, changes and removes channels. */
@Controller
@RouteAccess(value = UserRole.ADMINISTRATOR, scope = DataScope.EVERY_CLIENT)
@RequestMapping(ChannelController.PATH)
class ChannelController {

  static final String PATH = "/settings/notifications";

  private static final int DELIVERIES_SHOWN = 30;

  private final Channels channels;
  private final ChannelRepository repository;
  private final Notifiers notifiers;
  private final KnownClients clients;
  private final NoticeLineRenderer texts;
  private final Clock clock;

  ChannelController(
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

  @GetMapping
  String list(Model model, Locale locale) {
    model.addAttribute("channels", channels.all(locale));
    model.addAttribute(
        "kinds",
        notifiers.all().stream()
            .map(notifier -> ChannelKindView.of(notifier, texts, locale))
            .toList());
    return "channels";
  }

  @GetMapping("/new")
  String newForm(@RequestParam String kind, Model model, Locale locale) {
    Channel channel = newChannel(kind);
    return form(model, ChannelForm.blank(locale.getLanguage()), channel, false, locale);
  }

  @Audited("channel.add")
  @PostMapping
  String add(
      @RequestParam String kind,
      @ModelAttribute("form") ChannelForm form,
      BindingResult errors,
      Model model,
      Locale locale,
      RedirectAttributes redirect) {
    Channel channel = newChannel(kind);
    form.validate(notifiers.of(channel), channel, clients.names(), errors);
    if (errors.hasErrors()) {
      return form(model, form, channel, false, locale);
    }
    channel.createdAt = clock.instant();
    if (notifiers.of(channel).isSigned()) {
      channel.secret = WebhookSignature.newSecret();
      redirect.addFlashAttribute("secret", channel.secret);
    }
    return save(form, channel, locale, redirect);
  }

  @GetMapping("/{id}")
  String edit(@PathVariable UUID id, Model model, Locale locale) {
    Channel channel = channels.get(id);
    return form(model, ChannelForm.of(channel, notifiers.of(channel)), channel, true, locale);
  }

  @Audited("channel.change")
  @PostMapping("/{id}")
  String change(
      @PathVariable UUID id,
      @ModelAttribute("form") ChannelForm form,
      BindingResult errors,
      Model model,
      Locale locale,
      RedirectAttributes redirect) {
    Channel channel = channels.get(id);
    AuditTrail.oldValue(ChannelForm.of(channel, notifiers.of(channel)));
    Notifier notifier = notifiers.of(channel);
    form.validate(notifier, channel, clients.names(), errors);
    return errors.hasErrors()
        ? form(model, form, channel, true, locale)
        : save(form, channel, locale, redirect);
  }

  @Audited("channel.renew-secret")
  @PostMapping("/{id}/secret")
  String renewSecret(@PathVariable UUID id, RedirectAttributes redirect) {
    Channel channel = channels.get(id);
    if (notifiers.of(channel).isSigned()) {
      channel.secret = WebhookSignature.newSecret();
      repository.save(channel);
      redirect.addFlashAttribute("secret", channel.secret);
    }
    return "redirect:" + PATH + "/" + id;
  }

  @Audited("channel.remove")
  @PostMapping("/{id}/remove")
  String remove(@PathVariable UUID id, Locale locale, RedirectAttributes redirect) {
    Channel channel = channels.get(id);
    AuditTrail.oldValue(ChannelForm.of(channel, notifiers.of(channel)));
    repository.deleteById(id);
    redirect.addFlashAttribute("message", texts.of(locale, "channel.removed", channel.name));
    return "redirect:" + PATH;
  }

  private String save(
      ChannelForm form, Channel channel, Locale locale, RedirectAttributes redirect) {
    form.applyTo(channel, notifiers.of(channel));
    repository.save(channel);
    redirect.addFlashAttribute("message", texts.of(locale, "channel.saved", channel.name));
    return "redirect:" + PATH + "/" + channel.id;
  }

  private String form(
      Model model, ChannelForm form, Channel channel, boolean editing, Locale locale) {
    ChannelKindView kind = ChannelKindView.of(notifiers.of(channel), texts, locale);
    model.addAttribute(
        "heading",
        editing
            ? texts.of(locale, "channel.edit.title", channel.name)
            : texts.of(locale, "channel.add.title", kind.name()));
    model.addAttribute("form", form);
    model.addAttribute("editing", editing);
    model.addAttribute("kind", kind);
    model.addAttribute(
        "noticeKinds", NoticeKind.SUBSCRIBABLE.stream().map(NoticeKind::id).toList());
    model.addAttribute("clients", clientsToChoose(form));
    model.addAttribute("zones", TimeZones.names());
    if (editing) {
      model.addAttribute("view", channels.view(channel, DELIVERIES_SHOWN, locale));
    }
    return "channel-form";
  }

  /** Those that accounts have, and the one of the form, which may have no account any more. */
  private List<String> clientsToChoose(ChannelForm form) {
    return Stream.concat(clients.names().stream(), Stream.ofNullable(form.client()))
        .filter(name -> !name.isBlank())
        .distinct()
        .toList();
  }

  private Channel newChannel(String kind) {
    Channel channel = new Channel();
    channel.kind =
        notifiers
            .find(kind)
            .map(Notifier::kind)
            .orElseThrow(
                () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no such kind of channel"));
    return channel;
  }
}
