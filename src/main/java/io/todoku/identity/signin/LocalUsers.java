package io.todoku.identity.signin;

/** The users whom Todoku itself signs in. */
public interface LocalUsers {

  /** Whether Todoku keeps a password of the user, whom then no identity provider vouches for. */
  boolean hasPassword(String name);
}
