package io.todoku.identity.signin;

import io.todoku.identity.ClientScope;
import io.todoku.identity.StoredUsers;
import io.todoku.identity.UserAccess;
import io.todoku.identity.UserNames;
import io.todoku.identity.UserRole;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** The people who may sign in. */
@Component
class AppUsers implements StoredUsers, LocalUsers {

  private final AppUserRepository users;
  private final SignInMethods methods;
  private final PasswordLinks links;
  private final UserSessions sessions;
  private final KnownBrowsers browsers;
  private final SecondFactors factors;
  private final PasswordEncoder encoder;
  private final Clock clock;

  AppUsers(
      AppUserRepository users,
      SignInMethods methods,
      PasswordLinks links,
      UserSessions sessions,
      KnownBrowsers browsers,
      SecondFactors factors,
      PasswordEncoder encoder,
      Clock clock) {
    this.users = users;
    this.methods = methods;
    this.links = links;
    this.sessions = sessions;
    this.browsers = browsers;
    this.factors = factors;
    this.encoder = encoder;
    this.clock = clock;
  }

  /**
   * What a user may do now; empty if there is none of that name, it is suspended, or its way to
   * sign in is not open any more.
   */
  Optional<UserAccess> findAccess(String name) {
    return findAdmitted(name).map(AppUser::access);
  }

  @Override
  public Optional<UUID> findId(String name) {
    return findAdmitted(name).map(AppUser::id);
  }

  /** A user who may sign in. */
  Optional<AppUser> findAdmitted(String name) {
    return users.findByName(name).filter(methods::admits);
  }

  @Override
  public Optional<UserAccess> findAccess(UUID id) {
    return users.findById(id).filter(methods::admits).map(AppUser::access);
  }

  /** By name. */
  List<AppUser> all() {
    return users.findAll().stream()
        .sorted(Comparator.comparing((AppUser user) -> user.access().name()))
        .toList();
  }

  /**
   * @throws ResponseStatusException 404 if there is none of that id
   */
  AppUser get(UUID id) {
    return users
        .findById(id)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no such user"));
  }

  @Override
  public boolean hasPassword(String name) {
    return users.findByName(name).filter(user -> user.issuer().isEmpty()).isPresent();
  }

  Optional<AppUser> find(String name) {
    return users.findByName(name);
  }

  /** An invited user and the token of the link. */
  record Invitation(UUID user, String token) {}

  /**
   * Adds a user, who sets a password by the link.
   *
   * @throws UserRefusedException if the name is taken, in whatever case, or is one of tokens
   */
  @Transactional
  public Invitation invite(UserAccess access) {
    if (UserNames.isReserved(access.name())) {
      throw new UserRefusedException("signin.name.reserved");
    }
    lockAll();
    if (users.existsByNameIgnoreCase(access.name())) {
      throw new UserRefusedException("users.name.taken");
    }
    AppUser user = users.saveAndFlush(new AppUser(access, null, clock.instant()));
    return new Invitation(user.id(), links.issue(user.id()));
  }

  /**
   * A new link for a user who lost the first one or forgot the password, which still works.
   *
   * @throws UserRefusedException if the user signs in by an identity provider
   */
  @Transactional
  public Invitation issueLink(UUID id) {
    return new Invitation(id, links.issue(getLocal(id).id()));
  }

  private AppUser getLocal(UUID id) {
    AppUser user = get(id);
    if (user.issuer().isPresent()) {
      throw new UserRefusedException("users.provider.refused");
    }
    return user;
  }

  /**
   * Changes role and clients; takes effect with the user's next request.
   *
   * @throws UserRefusedException if no administrator would be left, or an identity provider decides
   *     what the user may do
   */
  @Transactional
  public void change(UUID id, UserRole role, ClientScope clients) {
    lockAll();
    AppUser user = getLocal(id);
    user.change(role, clients);
    requireAdministrator();
  }

  /**
   * Keeps a user from signing in, and ends the sessions.
   *
   * @throws UserRefusedException if no administrator would be left
   */
  @Transactional
  public void suspend(UUID id) {
    lockAll();
    AppUser user = get(id);
    user.suspend(true);
    requireAdministrator();
    endAccess(user);
  }

  /** Removes what the user has set up beside the password, and ends the sessions. */
  @Transactional
  public void removeSecondFactor(UUID id) {
    AppUser user = get(id);
    factors.removeAll(id);
    endAccess(user);
  }

  @Transactional
  public void resume(UUID id) {
    get(id).suspend(false);
  }

  /**
   * Removes a user, and ends the sessions. What the user has decided stays, under the name.
   *
   * @throws UserRefusedException if no administrator would be left
   */
  @Transactional
  public void remove(UUID id) {
    lockAll();
    AppUser user = get(id);
    users.delete(user);
    users.flush();
    requireAdministrator();
    endAccess(user);
  }

  /** Whose password a link sets; empty if the link is not valid, or its user is suspended. */
  Optional<String> findNameByLink(@Nullable String token) {
    return links
        .findUser(token)
        .flatMap(users::findById)
        .filter(user -> !user.isSuspended() && user.issuer().isEmpty())
        .map(user -> user.access().name());
  }

  /**
   * Sets the password of the user of a link, which is used up.
   *
   * @return the name of the user; empty, with nothing stored, if the link is not valid
   */
  @Transactional
  public Optional<String> setPassword(@Nullable String token, String password) {
    if (findNameByLink(token).isEmpty()) {
      return Optional.empty(); // checked before hashing, which is slow on purpose
    }
    String hash = encoder.encode(password);
    return links
        .redeem(token)
        .map(this::get)
        .map(user -> {
          storePassword(user, hash);
          return user.access().name();
        });
  }

  /** Whether this is the user's password; false for one of whom Todoku keeps none. */
  boolean isPassword(String name, String password) {
    return users
        .findByName(name)
        .map(AppUser::passwordHash)
        .filter(hash -> encoder.matches(password, hash))
        .isPresent();
  }

  /**
   * @return false, with nothing stored, if the present password is another
   */
  @Transactional
  public boolean changePassword(String name, String present, String password) {
    if (!isPassword(name, present)) {
      return false;
    }
    AppUser user = users.findByName(name).orElseThrow();
    storePassword(user, encoder.encode(password));
    return true;
  }

  private void storePassword(AppUser user, @Nullable String hash) {
    user.changePassword(hash);
    links.withdraw(user.id());
    endAccess(user);
  }

  private void endAccess(AppUser user) {
    browsers.forget(user.access().name());
    sessions.endAll(user.access().name());
  }

  /**
   * One change at a time on all nodes, so that two do not each remove the other's administrator.
   */
  private void lockAll() {
    users.lockAll();
  }

  private void requireAdministrator() {
    boolean left =
        users.findAll().stream()
            .anyMatch(
                user -> user.access().role() == UserRole.ADMINISTRATOR && methods.admits(user));
    if (!left) {
      throw new UserRefusedException("users.last");
    }
  }
}
