package io.todoku.identity.signin;

import io.todoku.identity.ClientScope;
import io.todoku.identity.UserAccess;
import io.todoku.identity.UserNames;
import io.todoku.identity.UserRole;
import java.text.Normalizer;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The users whom an identity provider vouches for, as Todoku stores them. */
@Component
public class ProviderUsers {

  private static final int MAX_NAME = 64;
  private static final int MAX_NUMBER = 1000;
  private static final String NAMELESS = "user";

  private final AppUserRepository users;
  private final Clock clock;

  ProviderUsers(AppUserRepository users, Clock clock) {
    this.users = users;
    this.clock = clock;
  }

  /**
   * Who signs in at the provider.
   *
   * @param issuer the provider
   * @param subject the provider's identifier of the user, which together with the issuer is all
   *     that tells users apart
   * @param name what to call the user; two users may have the same at the provider
   */
  public record ProviderIdentity(String issuer, String subject, String name) {}

  /**
   * Stores the rights that the provider gives at this sign-in, and the user if this is the first
   * one. The name of the first sign-in stays, because decisions and the audit log refer to it; one
   * that another user has gets a number.
   *
   * @return the user's name in Todoku; empty if an administrator has suspended the user
   */
  @Transactional
  public Optional<String> admit(ProviderIdentity identity, UserRole role, ClientScope clients) {
    AppUser user =
        users
            .findByIssuerAndSubject(identity.issuer(), identity.subject())
            .orElseGet(() -> create(identity, role, clients));
    if (user.isSuspended()) {
      return Optional.empty();
    }
    user.change(role, clients);
    user.admit(true);
    return Optional.of(users.saveAndFlush(user).name());
  }

  /**
   * Ends the access of a user to whom the provider gives no role any more: with the next request of
   * each session and API token. Nothing happens if the user has never signed in.
   */
  @Transactional
  public void withdraw(String issuer, String subject) {
    users.findByIssuerAndSubject(issuer, subject).ifPresent(user -> user.admit(false));
  }

  private AppUser create(ProviderIdentity identity, UserRole role, ClientScope clients) {
    UserAccess access = new UserAccess(findFreeName(identity), role, clients);
    return new AppUser(access, identity.issuer(), identity.subject(), clock.instant());
  }

  private String findFreeName(ProviderIdentity identity) {
    String name =
        Stream.of(identity.name(), identity.subject())
            .map(ProviderUsers::toPlainName)
            .filter(wanted -> !wanted.isEmpty() && !UserNames.isReserved(wanted))
            .findFirst()
            .map(wanted -> cut(wanted, MAX_NAME))
            .orElse(NAMELESS);
    String free = name;
    for (int number = 2; isTaken(free) && number <= MAX_NUMBER; number++) {
      String suffix = " (" + number + ")";
      free = cut(name, MAX_NAME - suffix.length()) + suffix;
    }
    return free;
  }

  /** A name in which no invisible or full-width character makes it look like another. */
  private static String toPlainName(String claimed) {
    String plain = Normalizer.normalize(claimed, Normalizer.Form.NFKC).replaceAll("\\p{C}", "");
    return AppUserDetailsService.normalizeName(plain);
  }

  private boolean isTaken(String name) {
    return users.existsByNameIgnoreCase(name);
  }

  /** Never parts the two halves of a character outside the basic plane. */
  private static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
    return text.substring(0, end).strip();
  }
}
