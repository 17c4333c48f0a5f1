package io.todoku.identity.signin;

import org.springframework.context.ApplicationContext;

/** The one-time link of a server that runs in the test's own process. */
public final class FirstSignIn {

  private FirstSignIn() {}

  /** The path of a new link. */
  public static String path(ApplicationContext context) {
    return "/sign-in?token=" + context.getBean(SignInLink.class).issue();
  }
}
