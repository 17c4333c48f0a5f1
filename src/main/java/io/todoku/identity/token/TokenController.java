package io.todoku.identity.token;

import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.CurrentUser;
import io.todoku.identity.DataScope;
import io.todoku.identity.KnownClients;
import io.todoku.identity.RecentProof;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserAccess;
import io.todoku.identity.UserRole;
import io.todoku.identity.token.ApiToken.TokenState;
import io.todoku.identity.token.ApiTokens.MadeToken;
import io.todoku.identity.token.ApiTokens.TokenStatus;
import io.todoku.locale.InvalidInputException;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The pages on which users make, see and revoke their tokens, and administrators see all. */
@Controller
@RouteAccess(value = UserRole.VIEWER, scope = DataScope.NO_CLIENT)
class TokenController {

  static final String OWN = "/profile/tokens";
  static final String ALL = "/settings/tokens";

  /**
   * A token in the list.
   *
   * @param endedAt when it expired or was revoked; null while it works
   * @param reduced what it may do now, if that is less than what it was made for; null otherwise
   */
  record TokenView(
      UUID id,
      String name,
      String prefix,
      UserAccess granted,
      List<String> clients,
      TokenState state,
      String madeBy,
      Instant expiresAt,
      @Nullable Instant endedAt,
      @Nullable Instant lastUsedAt,
      @Nullable String lastUsedFrom,
      @Nullable UserAccess reduced) {

    static TokenView of(TokenStatus status) {
      ApiToken token = status.token();
      UserAccess granted = token.granted();
      return new TokenView(
          token.id(),
          token.name(),
          token.prefix(),
          granted,
          granted.clients().names().stream().sorted().toList(),
          status.state(),
          token.madeBy(),
          token.expiresAt(),
          switch (status.state()) {
            case ACTIVE, MAKER_GONE -> null;
            case EXPIRED -> token.expiresAt();
            case REVOKED -> token.revokedAt();
          },
          token.lastUsedAt(),
          token.lastUsedFrom(),
          status.access().filter(now -> !now.includes(granted)).orElse(null));
    }
  }

  private final OwnTokens tokens;
  private final CurrentUser currentUser;
  private final KnownClients clients;
  private final MessageSource messages;
  private final String publicUrl;

  TokenController(
      OwnTokens tokens,
      CurrentUser currentUser,
      KnownClients clients,
      MessageSource messages,
      @Value("${todoku.public-url:}") String publicUrl) {
    this.tokens = tokens;
    this.currentUser = currentUser;
    this.clients = clients;
    this.messages = messages;
    this.publicUrl = publicUrl.replaceAll("/+$", "");
  }

  @GetMapping(OWN)
  String own(Model model) {
    model.addAttribute("form", TokenForm.blank());
    return showOwn(model);
  }

  private String showOwn(Model model) {
    UserAccess access = currentUser.access();
    model.addAttribute("all", false);
    model.addAttribute("seesAll", tokens.seesAll());
    model.addAttribute("tokens", views(tokens.made()));
    model.addAttribute(
        "roles", Arrays.stream(UserRole.values()).filter(access.role()::includes).toList());
    model.addAttribute(
        "clients", clients.names().stream().filter(access.clients()::includes).toList());
    model.addAttribute("onlyOwnClients", !access.clients().everyClient());
    model.addAttribute("choicesOfDays", TokenForm.CHOICES_OF_DAYS);
    return "tokens";
  }

  private static List<TokenView> views(List<TokenStatus> statuses) {
    return statuses.stream().map(TokenView::of).toList();
  }

  /**
   * Shows the token in this answer, by 201, and not after a redirect, which would store it in the
   * session and so in the database.
   */
  @Audited("token.make")
  @RecentProof(page = OWN)
  @PostMapping(OWN)
  String make(
      @ModelAttribute("form") TokenForm form,
      BindingResult errors,
      Model model,
      HttpServletResponse response) {
    if (errors.hasErrors()) {
      return showOwn(model);
    }
    try {
      MadeToken made = tokens.make(form.toRequest());
      response.setStatus(HttpServletResponse.SC_CREATED);
      model.addAttribute("made", made.text());
      model.addAttribute("example", example());
    } catch (InvalidInputException refused) {
      reject(errors, refused);
    }
    return showOwn(model);
  }

  private static void reject(BindingResult errors, InvalidInputException refused) {
    String field = refused.problem().field();
    errors.rejectValue(
        field.isEmpty() ? "name" : field,
        refused.problem().key(),
        refused.getArguments(),
        refused.getMessage());
  }

  private String example() {
    String server =
        publicUrl.isEmpty()
            ? ServletUriComponentsBuilder.fromCurrentContextPath().toUriString()
            : publicUrl;
    return "curl -H \"Authorization: Bearer $TODOKU_TOKEN\" " + server + "/api/v1/accounts";
  }

  @Audited("token.revoke")
  @PostMapping(OWN + "/{id}/revoke")
  String revokeOwn(@PathVariable UUID id, Locale locale, RedirectAttributes redirect) {
    return revoke(id, OWN, locale, redirect);
  }

  @RouteAccess(value = UserRole.ADMINISTRATOR, scope = DataScope.EVERY_CLIENT)
  @GetMapping(ALL)
  String all(Model model) {
    model.addAttribute("all", true);
    model.addAttribute("tokens", views(tokens.visible()));
    return "tokens";
  }

  @Audited("token.revoke")
  @RouteAccess(value = UserRole.ADMINISTRATOR, scope = DataScope.EVERY_CLIENT)
  @PostMapping(ALL + "/{id}/revoke")
  String revokeAny(@PathVariable UUID id, Locale locale, RedirectAttributes redirect) {
    return revoke(id, ALL, locale, redirect);
  }

  private String revoke(UUID id, String page, Locale locale, RedirectAttributes redirect) {
    AuditTrail.oldValue(tokens.revoke(id).granted());
    redirect.addFlashAttribute("message", messages.getMessage("tokens.revoked", null, locale));
    return "redirect:" + page;
  }
}
