package io.todoku.peers;

import java.util.List;
import java.util.Map;

/** Points the SDK's default chain in this JVM to a test server by system properties. */
public final class AwsSdkProperties implements AutoCloseable {

  private static final List<String> NAMES =
      List.of(
          "aws.endpointUrl", "aws.accessKeyId", "aws.secretAccessKey", "aws.sharedCredentialsFile");

  private AwsSdkProperties() {}

  public static AwsSdkProperties pointTo(String endpoint) {
    Map.of(
            "aws.endpointUrl", endpoint,
            "aws.accessKeyId", "test",
            "aws.secretAccessKey", "test",
            "aws.sharedCredentialsFile", "/nonexistent/credentials")
        .forEach(System::setProperty);
    return new AwsSdkProperties();
  }

  @Override
  public void close() {
    NAMES.forEach(System::clearProperty);
  }
}
