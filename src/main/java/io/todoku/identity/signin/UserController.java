package io.todoku.identity.signin;

import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.KnownClients;
import io.todoku.identity.RecentProof;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserAccess;
import io.todoku.identity.UserRole;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The pages that invite people, change what they may do, and remove them. */
@Controller
@RouteAccess(value = UserRole.ADMINISTRATOR, scope = DataScope.EVERY_CLIENT)
@RequestMapping(UserController.PATH)
class UserController {

  static final String PATH = "/settings/users";

  /**
   * A user in the list.
   *
   * @param clients names; empty where the user sees every client, if {@code everyClient}
   * @param state {@code active}, {@code invited}, {@code suspended}, or {@code refused} where the
   *     provider gave no role
   * @param issuer the identity provider; empty where a password signs in
   * @param subject the provider's identifier of the user
   * @param secondFactor whether the password alone does not sign in
   */
  record UserView(
      UUID id,
      String name,
      UserRole role,
      boolean everyClient,
      List<String> clients,
      String state,
      Instant createdAt,
      String issuer,
      String subject,
      boolean secondFactor) {

    static final List<String> STATES = List.of("active", "invited", "suspended", "refused");

    private static String state(AppUser user) {
      if (user.isSuspended()) {
        return "suspended";
      }
      if (!user.isAdmitted()) {
        return "refused";
      }
      return user.isInvited() ? "invited" : "active";
    }

    static UserView of(AppUser user, boolean secondFactor) {
      UserAccess access = user.access();
      return new UserView(
          user.id(),
          access.name(),
          access.role(),
          access.clients().everyClient(),
          access.clients().names().stream().sorted().toList(),
          state(user),
          user.createdAt(),
          user.issuer().orElse(""),
          user.subject().orElse(""),
          secondFactor);
    }
  }

  private final AppUsers users;
  private final SecondFactors factors;
  private final SignInMethods methods;
  private final KnownClients clients;
  private final MessageSource messages;
  private final String publicUrl;

  UserController(
      AppUsers users,
      SecondFactors factors,
      SignInMethods methods,
      KnownClients clients,
      MessageSource messages,
      @Value("${todoku.public-url:}") String publicUrl) {
    this.users = users;
    this.factors = factors;
    this.methods = methods;
    this.clients = clients;
    this.messages = messages;
    this.publicUrl = publicUrl.replaceAll("/+$", "");
  }

  @GetMapping
  String list(Model model) {
    model.addAttribute("form", AccessForm.blank());
    return showList(model);
  }

  private String showList(Model model) {
    Set<UUID> withFactor = factors.protectedUsers();
    model.addAttribute(
        "users",
        users.all().stream()
            .map(user -> UserView.of(user, withFactor.contains(user.id())))
            .toList());
    addChoices(model, Set.of());
    return "users";
  }

  private void addChoices(Model model, Set<String> chosen) {
    model.addAttribute("local", methods.local());
    model.addAttribute("provider", methods.provider().orElse(null));
    Set<String> known = new TreeSet<>(clients.names());
    known.addAll(chosen);
    model.addAttribute("clients", known);
    model.addAttribute("roles", Arrays.asList(UserRole.values()));
  }

  @Audited("user.invite")
  @RecentProof(page = PATH)
  @PostMapping
  String invite(
      @ModelAttribute("form") AccessForm form,
      BindingResult errors,
      Model model,
      RedirectAttributes redirect) {
    form.validate(errors);
    if (!errors.hasErrors()) {
      try {
        AppUsers.Invitation invitation = users.invite(form.toAccess());
        redirect.addFlashAttribute("link", link(invitation.token()));
        return "redirect:" + PATH + "/" + invitation.user();
      } catch (UserRefusedException refused) {
        errors.rejectValue("name", refused.messageKey());
      }
    }
    return showList(model);
  }

  private String link(String token) {
    String server =
        publicUrl.isEmpty()
            ? ServletUriComponentsBuilder.fromCurrentContextPath().toUriString()
            : publicUrl;
    return server + PasswordLinkController.PATH + "?token=" + token;
  }

  @GetMapping("/{id}")
  String show(@PathVariable UUID id, Model model) {
    model.addAttribute("form", AccessForm.of(users.get(id).access()));
    return showUser(id, model);
  }

  private String showUser(UUID id, Model model) {
    UserView user = UserView.of(users.get(id), factors.isProtected(id));
    model.addAttribute("user", user);
    addChoices(model, Set.copyOf(user.clients()));
    return "user";
  }

  @Audited("user.change")
  @RecentProof(page = PATH)
  @PostMapping("/{id}")
  String change(
      @PathVariable UUID id,
      @ModelAttribute("form") AccessForm form,
      BindingResult errors,
      Model model,
      Locale locale,
      RedirectAttributes redirect) {
    form.validate(errors);
    if (errors.hasErrors()) {
      return showUser(id, model);
    }
    UserAccess access = form.toAccess();
    AuditTrail.oldValue(users.get(id).access());
    return run(
        () -> users.change(id, access.role(), access.clients()),
        id,
        "users.saved",
        locale,
        redirect);
  }

  @Audited("user.make-link")
  @RecentProof
  @PostMapping("/{id}/link")
  String issueLink(@PathVariable UUID id, Locale locale, RedirectAttributes redirect) {
    try {
      redirect.addFlashAttribute("link", link(users.issueLink(id).token()));
    } catch (UserRefusedException refused) {
      redirect.addFlashAttribute(
          "problem", messages.getMessage(refused.messageKey(), null, locale));
    }
    return "redirect:" + PATH + "/" + id;
  }

  @Audited("user.remove-second-factor")
  @RecentProof(page = PATH)
  @PostMapping("/{id}/second-factor/remove")
  String removeSecondFactor(@PathVariable UUID id, Locale locale, RedirectAttributes redirect) {
    return run(() -> users.removeSecondFactor(id), id, "factor.user.removed", locale, redirect);
  }

  @Audited("user.suspend")
  @PostMapping("/{id}/suspend")
  String suspend(@PathVariable UUID id, Locale locale, RedirectAttributes redirect) {
    return run(() -> users.suspend(id), id, "users.suspended", locale, redirect);
  }

  @Audited("user.resume")
  @PostMapping("/{id}/resume")
  String resume(@PathVariable UUID id, Locale locale, RedirectAttributes redirect) {
    return run(() -> users.resume(id), id, "users.resumed", locale, redirect);
  }

  @Audited("user.remove")
  @RecentProof(page = PATH)
  @PostMapping("/{id}/remove")
  String remove(@PathVariable UUID id, Locale locale, RedirectAttributes redirect) {
    AuditTrail.oldValue(users.get(id).access());
    return run(() -> users.remove(id), null, "users.removed", locale, redirect);
  }

  /**
   * @param stay whose page is shown if it is done; null: the list
   */
  private String run(
      Runnable action,
      @Nullable UUID stay,
      String done,
      Locale locale,
      RedirectAttributes redirect) {
    try {
      action.run();
      redirect.addFlashAttribute("message", messages.getMessage(done, null, locale));
    } catch (UserRefusedException refused) {
      redirect.addFlashAttribute(
          "problem", messages.getMessage(refused.messageKey(), null, locale));
    }
    return "redirect:" + PATH + (stay == null ? "" : "/" + stay);
  }
}
