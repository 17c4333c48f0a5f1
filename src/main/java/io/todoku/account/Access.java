package io.todoku.account;

import org.jspecify.annotations.Nullable;

/** How an account is reached. No secret is part of it. */
public sealed interface Access {

  /** A role that is assumed, with the external id that its trust policy asks for. */
  record Role(String roleArn, @Nullable String externalId) implements Access {}

  /** A profile of the AWS configuration files. */
  record Profile(String name) implements Access {}

  /** Whatever the SDK's default chain finds: environment, instance profile, container. */
  record DefaultChain() implements Access {}

  /**
   * Nothing is asked: the account is known from snapshots made elsewhere.
   *
   * @param sample whether it belongs to the bundled sample workspace
   */
  record Recorded(boolean sample) implements Access {}
}
