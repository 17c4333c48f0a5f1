package io.todoku.collect.aws;

import io.todoku.snapshot.Observed;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Resolves credentials, and keeps them as long as they are valid. Is used by one thread a time. */
interface CredentialSource extends AutoCloseable {

  Observed<AwsCredentials> resolve(ApiCaller caller);

  @Override
  default void close() {}
}
