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
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A user, as stored. */
@Entity
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

  /** Whether the user has not used the link of the invitation yet. */
  boolean isInvited() {
    return passwordHash == null;
  }

  boolean maySignIn() {
    return !suspended && !isInvited();
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
