package io.todoku.identity.signin;

import jakarta.servlet.http.HttpServletRequest;

/** What a user whose password was right must do before anything else. */
enum SignInStep {
  /** Nothing: the user is signed in. */
  NONE(""),
  /** Prove it by the second factor. */
  SECOND_FACTOR(SignInStep.SECOND_FACTOR_PATH),
  /** Set up a second factor, which {@code todoku.second-factor} demands. */
  SET_UP(SignInStep.SET_UP_PATH);

  static final String SECOND_FACTOR_PATH = "/sign-in/second-factor";
  static final String SET_UP_PATH = "/profile/second-factor";

  private static final String ATTRIBUTE = SignInStep.class.getName();

  private final String path;

  SignInStep(String path) {
    this.path = path;
  }

  /** Of the page on which it is done. */
  String path() {
    return path;
  }

  void noteIn(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** Where a request leads that is refused because nobody has signed in. */
  static String pageFor(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof SignInStep step && step != NONE
        ? step.path()
        : "/sign-in";
  }
}
