package io.todoku.identity.signin;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** Sign-in by an identity provider, which a package of its own offers. */
public interface ProviderSignIn {

  /** Whether the settings name a provider. */
  boolean isConfigured();

  /** The provider's identifier, by which its users are told from those of others. */
  String issuer();

  /** What people call the provider. */
  String displayName();

  /** The path that a form is posted to, to be led to the provider. */
  String startPath();

  /**
   * Adds the filters that lead to the provider and back.
   *
   * @param success what to do in the new session of a user
   */
  void configure(HttpSecurity http, AuthenticationSuccessHandler success);
}
