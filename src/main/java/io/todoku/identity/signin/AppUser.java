package io.todoku.identity.signin;

import io.todoku.identity.ClientScope;
import io.todoku.identity.UserAccess;
import io.todoku.identity.UserRole;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * A user, as stored. An update writes only the columns that it changes: a new password, which takes
 * time to hash, must not write back the rights that an administrator has changed meanwhile.
 */
@Entity
@DynamicUpdate
@NullUnmarked
@Table(name = "app_user")
class AppUser {

  @Id private UUID id;
  private String name;
  private @Nullable String passwordHash;

  @Enumerated(EnumType.STRING)
  private UserRole role;

  private boolean everyClient;

  @ElementCollection(fetch = FetchType.EAGER)
  @CollectionTable(name = "app_user_client", joinColumns = @JoinColumn(name = "user_id"))
  @Column(name = "client")
  private Set<String> clients = new HashSet<>();

  /** The identity provider and its own identifier of the user; null where a password signs in. */
  private @Nullable String issuer;

  private @Nullable String subject;

  /** False while the provider gives no role. */
  private boolean admitted = true;

  private boolean suspended;
  private Instant createdAt;

  protected AppUser() {}

  AppUser(UserAccess access, @Nullable String passwordHash, Instant createdAt) {
    this.id = UUID.randomUUID();
    this.name = access.name();
    this.passwordHash = passwordHash;
    this.createdAt = createdAt;
    change(access.role(), access.clients());
  }

  /** A user of an identity provider, who has no password here. */
  AppUser(UserAccess access, String issuer, String subject, Instant createdAt) {
    this(access, null, createdAt);
    this.issuer = issuer;
    this.subject = subject;
  }

  UUID id() {
    return id;
  }

  String name() {
    return name;
  }

  @Nullable String passwordHash() {
    return passwordHash;
  }

  UserAccess access() {
    return new UserAccess(
        name, role, everyClient ? ClientScope.EVERY_CLIENT : ClientScope.of(clients));
  }

  /** The identity provider that vouches for the user; empty where a password signs in. */
  Optional<String> issuer() {
    return Optional.ofNullable(issuer);
  }

  Optional<String> subject() {
    return Optional.ofNullable(subject);
  }

  /** Whether the user has not used the link of the invitation yet. */
  boolean isInvited() {
    return passwordHash == null && issuer == null;
  }

  boolean maySignIn() {
    return !suspended && admitted && !isInvited();
  }

  boolean isAdmitted() {
    return admitted;
  }

  void admit(boolean now) {
    admitted = now;
  }

  boolean isSuspended() {
    return suspended;
  }

  Instant createdAt() {
    return createdAt;
  }

  final void change(UserRole newRole, ClientScope scope) {
    role = newRole;
    everyClient = scope.everyClient();
    clients.clear();
    clients.addAll(scope.names());
  }

  void suspend(boolean now) {
    suspended = now;
  }

  void changePassword(@Nullable String newHash) {
    passwordHash = newHash;
  }
}
