package io.todoku.clientreport;

import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.locale.RequiredFields;
import io.todoku.report.Letterhead;
import io.todoku.report.Letterhead.Logo;
import io.todoku.report.ReportProblem;
import io.todoku.report.ReportSettings;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Under whose name reports go out, for automation. */
@RestController
@RouteAccess(value = UserRole.ADMINISTRATOR, scope = DataScope.EVERY_CLIENT)
@RequestMapping("/api/v1/letterhead")
class LetterheadApi {

  /**
   * A letterhead.
   *
   * @param zone the time zone of all times in reports
   * @param logo a PNG or JPEG as a {@code data:} URL; null for none
   */
  record LetterheadJson(@Nullable String company, @Nullable String zone, @Nullable String logo) {}

  private final Letterheads letterheads;

  LetterheadApi(Letterheads letterheads) {
    this.letterheads = letterheads;
  }

  @GetMapping
  LetterheadJson show() {
    Letterhead current = letterheads.current();
    Logo logo = current.logo();
    return new LetterheadJson(
        current.company(), letterheads.zone().getId(), logo == null ? null : logo.url());
  }

  /** Replaces it: an empty company and a logo that is null are removed. */
  @Audited("letterhead.change")
  @PutMapping
  LetterheadJson change(@RequestBody LetterheadJson body) {
    AuditTrail.oldValue(Map.of("company", letterheads.current().company()));
    new RequiredFields().given("company", body.company()).field("zone", body.zone()).check();
    String company = Objects.requireNonNullElse(body.company(), "").strip();
    if (company.length() > LetterheadController.MAX_COMPANY) {
      throw new InvalidInputException(ReportProblem.COMPANY, LetterheadController.MAX_COMPANY);
    }
    if (company.chars().anyMatch(Character::isISOControl)) {
      throw InvalidInputException.withMessage("\"company\" must have no control characters");
    }
    letterheads.save(
        company,
        picture(body.logo()),
        ReportSettings.zone("zone", Objects.requireNonNullElse(body.zone(), "")));
    return show();
  }

  private static @Nullable Logo picture(@Nullable String url) {
    if (url == null) {
      return null;
    }
    try {
      return Logo.of(
          Base64.getDecoder().decode(url.replaceFirst("^data:image/(png|jpeg);base64,", "")));
    } catch (InvalidInputException notOne) {
      throw notOne;
    } catch (IllegalArgumentException notEncoded) {
      throw InvalidInputException.withMessage(
          "\"logo\" must be a data: URL of a PNG or JPEG, in Base64");
    }
  }
}
