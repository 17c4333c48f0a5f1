package io.todoku.onboarding;

import io.todoku.account.VisibleAccounts;
import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.onboarding.OrganizationJson.MemberAdditionJson;
import io.todoku.onboarding.OrganizationJson.MemberJson;
import io.todoku.onboarding.OrganizationJson.OrganizationRequest;
import io.todoku.onboarding.OrganizationJson.RulesJson;
import io.todoku.onboarding.OrganizationMember.MemberState;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
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

/** The API of AWS organizations, from which accounts are added. */
@RestController
@RouteAccess(value = UserRole.OPERATOR, scope = DataScope.EVERY_CLIENT)
@RequestMapping("/api/v1/organizations")
class OrganizationApi {

  /**
   * Which accounts are added.
   *
   * @param accounts their ids
   * @param all whether all that are offered and can be added are; instead of {@code accounts}
   */
  record AdditionRequest(@Nullable List<String> accounts, @Nullable Boolean all) {}

  private final Organizations organizations;
  private final VisibleAccounts accounts;
  private final MessageSource messages;

  OrganizationApi(Organizations organizations, VisibleAccounts accounts, MessageSource messages) {
    this.organizations = organizations;
    this.accounts = accounts;
    this.messages = messages;
  }

  @GetMapping
  List<OrganizationJson> list(Locale locale) {
    return organizations.all().stream().map(one -> json(one, locale)).toList();
  }

  /** Lists the accounts of an organization, which takes a second for each five of them. */
  @Audited("organization.add")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<OrganizationJson> add(
      @RequestBody OrganizationRequest body, Principal who, Locale locale) {
    OnboardingRules rules = body.rules() == null ? null : body.rules().toRules();
    return switch (organizations.add(body.toForm().toAccess(accounts), who.getName())) {
      case Unknown<String>(Reason reason) -> throw conflict(reason, locale);
      case Known<String>(String id) -> {
        if (rules != null) {
          organizations.changeRules(id, rules);
        }
        yield ResponseEntity.created(URI.create("/api/v1/organizations/" + id))
            .body(json(get(id), locale));
      }
    };
  }

  @GetMapping("/{id}")
  OrganizationJson one(@PathVariable String id, Locale locale) {
    return json(get(id), locale);
  }

  @Audited("organization.rules")
  @PutMapping("/{id}/rules")
  RulesJson changeRules(@PathVariable String id, @RequestBody RulesJson body) {
    AuditTrail.oldValue(get(id).rules());
    body.requireComplete();
    OnboardingRules rules = body.toRules();
    organizations.changeRules(id, rules);
    return RulesJson.of(rules);
  }

  /** Lists the accounts again now. */
  @Audited("organization.update")
  @PostMapping("/{id}/listings")
  OrganizationJson update(@PathVariable String id, Locale locale) {
    organizations.update(get(id));
    KnownOrganization listed = get(id);
    if (listed.failure() != null) {
      AuditTrail.notDone();
    }
    return json(listed, locale);
  }

  /**
   * The accounts of the newest listing, and those that have left.
   *
   * @param state only those of this state
   */
  @GetMapping("/{id}/accounts")
  List<MemberJson> members(
      @PathVariable String id, @RequestParam(required = false) @Nullable MemberState state) {
    KnownOrganization organization = get(id);
    return organizations.members(id).stream()
        .filter(member -> state == null || member.state() == state)
        .map(member -> MemberJson.of(member, organization.rules().propose(member.listed())))
        .toList();
  }

  /** Adds chosen accounts by the rules, in one transaction; each has its result. */
  @Audited("organization.accounts")
  @PostMapping("/{id}/accounts")
  List<MemberAdditionJson> addAccounts(@PathVariable String id, @RequestBody AdditionRequest body) {
    KnownOrganization organization = get(id);
    List<String> chosen = Objects.requireNonNullElse(body.accounts(), List.of());
    boolean all = Objects.requireNonNullElse(body.all(), false);
    if (all == !chosen.isEmpty()) {
      throw InvalidInputException.withMessage(
          "say by \"accounts\" or by \"all\" which accounts to add, and not by both");
    }
    List<String> ids =
        all
            ? organizations.offered(organization).stream()
                .filter(ProposedAccount::isAddable)
                .map(proposed -> proposed.listed().id())
                .toList()
            : chosen;
    List<MemberAddition> results = organizations.addAccounts(organization, ids);
    AuditTrail.doneInPart(results.stream().anyMatch(MemberAddition::isAdded));
    return results.stream().map(MemberAdditionJson::of).toList();
  }

  /** Forgets the organization; its accounts stay. */
  @Audited("organization.remove")
  @RouteAccess(value = UserRole.ADMINISTRATOR, scope = DataScope.EVERY_CLIENT)
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String id) {
    AuditTrail.oldValue(get(id));
    organizations.remove(id);
  }

  private KnownOrganization get(String id) {
    return organizations
        .find(id)
        .orElseThrow(() ->
            new ResponseStatusException(
                HttpStatus.NOT_FOUND, "there is no organization of this id"));
  }

  private OrganizationJson json(KnownOrganization organization, Locale locale) {
    return OrganizationJson.of(organization, reason -> sentence(reason, locale));
  }

  private ResponseStatusException conflict(Reason reason, Locale locale) {
    return new ResponseStatusException(HttpStatus.CONFLICT, sentence(reason, locale));
  }

  /** Why something is not known, and what would help. */
  private String sentence(Reason reason, Locale locale) {
    String kind = text(locale, "reason." + reason.kind(), reason.source());
    String sentence =
        reason.detail().isBlank()
            ? text(locale, "reason.alone", kind)
            : text(locale, "reason.said", kind, reason.detail().replaceAll("[.。]+$", ""));
    if (reason.fix() == null) {
      return sentence;
    }
    String fix =
        messages.getMessage(
            "fix." + reason.fix(), new Object[] {reason.detail()}, reason.fix(), locale);
    return text(locale, "reason.then", sentence, text(locale, "reason.fix", String.valueOf(fix)));
  }

  private String text(Locale locale, String key, Object... arguments) {
    return messages.getMessage(key, arguments, locale);
  }
}
