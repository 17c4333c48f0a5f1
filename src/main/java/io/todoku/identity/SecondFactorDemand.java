package io.todoku.identity;

/** Who must have a second factor: the values of {@code todoku.second-factor}. */
public enum SecondFactorDemand {
  OPTIONAL,
  ADMINISTRATORS,
  EVERYONE;

  /** Whether this user must have one. */
  public boolean includes(UserAccess user) {
    return switch (this) {
      case OPTIONAL -> false;
      case ADMINISTRATORS -> user.role() == UserRole.ADMINISTRATOR;
      case EVERYONE -> true;
    };
  }
}
