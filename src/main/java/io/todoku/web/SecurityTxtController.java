package io.todoku.web;

import io.todoku.identity.PublicRoute;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/**
 * Tells whom to report a vulnerability of this installation to (RFC 9116). There is no such file
 * unless {@code todoku.security-contact} is set, because only who runs the installation knows whom.
 */
@Controller
@PublicRoute
class SecurityTxtController {

  private static final String PATH = "/.well-known/security.txt";

  /** Less than a year, as section 2.5.5 recommends. */
  private static final int VALID_DAYS = 180;

  private final @Nullable URI contact;
  private final String publicUrl;
  private final Clock clock;

  SecurityTxtController(
      @Value("${todoku.security-contact:}") String contact,
      @Value("${todoku.public-url:}") String publicUrl,
      Clock clock) {
    this.contact = contact.isBlank() ? null : toContact(contact.strip());
    this.publicUrl = publicUrl.strip().replaceFirst("/+$", "");
    this.clock = clock;
  }

  private static URI toContact(String setting) {
    try {
      URI contact = new URI(setting);
      boolean mail =
          "mailto".equalsIgnoreCase(contact.getScheme())
              && contact.getSchemeSpecificPart().matches("[^@\\s]+@[^@\\s]+");
      boolean form = "https".equalsIgnoreCase(contact.getScheme()) && contact.getHost() != null;
      if (mail || form) {
        return contact;
      }
    } catch (URISyntaxException noUri) {
      // told below, as any other text
    }
    throw new IllegalArgumentException(
        "todoku.security-contact \""
            + setting
            + "\" is not a URI of that kind; write it as mailto:security@example.com or"
            + " https://host.example/form");
  }

  /** Expires some months after each reading, because the settings of a running server are valid. */
  @GetMapping(path = PATH, produces = "text/plain;charset=UTF-8")
  @ResponseBody
  String show() {
    if (contact == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    Instant expires =
        clock.instant().truncatedTo(ChronoUnit.DAYS).plus(VALID_DAYS, ChronoUnit.DAYS);
    List<String> lines = new ArrayList<>();
    lines.add("Contact: " + contact.toASCIIString());
    lines.add("Expires: " + expires);
    lines.add("Preferred-Languages: en, ja");
    // section 2.5.2: a URI of the web must begin with https
    if (publicUrl.startsWith("https://")) {
      lines.add("Canonical: " + publicUrl + PATH);
    }
    return String.join("\n", lines) + "\n";
  }
}
