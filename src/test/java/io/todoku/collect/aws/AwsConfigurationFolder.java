package io.todoku.collect.aws;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The folder {@code .aws} in a home of its own: profiles, and the tokens that sign-ins leave. */
final class AwsConfigurationFolder {

  private final Path home;

  AwsConfigurationFolder(Path home) throws IOException {
    this.home = home;
    Files.createDirectories(home.resolve(".aws/sso/cache"));
    Files.createDirectories(home.resolve(".aws/login/cache"));
  }

  Path config() {
    return home.resolve(".aws/config");
  }

  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("AWS_CONFIG_FILE", config().toString());
    environment.put("AWS_SHARED_CREDENTIALS_FILE", home.resolve(".aws/credentials").toString());
    return environment;
  }

  void writeConfig(String profiles) throws IOException {
    Files.writeString(config(), profiles);
  }

  /**
   * Does what {@code aws sso login} does.
   *
   * @param key the name of the {@code sso-session} or, in the older form, the start URL
   */
  void signInToSso(String key, String token, Instant expiry) throws Exception {
    signInToSso(key, token, expiry, "ended");
  }

  void signInToSso(String key, String token, Instant expiry, String refreshToken) throws Exception {
    Files.writeString(
        home.resolve(".aws/sso/cache/" + hash("SHA-1", key) + ".json"),
        """
        {"startUrl":"https://corp.example/start","region":"ap-northeast-1","accessToken":"%s",
         "expiresAt":"%s","clientId":"c","clientSecret":"s","refreshToken":"%s",
         "registrationExpiresAt":"2099-01-01T00:00:00Z"}
        """
            .formatted(token, expiry.truncatedTo(ChronoUnit.SECONDS), refreshToken));
  }

  /** Does what {@code aws login} does. */
  void signInToConsole(String session, Instant expiry) throws Exception {
    Files.writeString(
        home.resolve(".aws/login/cache/" + hash("SHA-256", session) + ".json"),
        """
        {"accessToken":{"accessKeyId":"LOGIN","secretAccessKey":"s","sessionToken":"t",
         "accountId":"111111111111","expiresAt":"%s"},"tokenType":"aws_sigv4","refreshToken":"r",
         "idToken":"i","clientId":"arn:aws:signin:::devtools/same-device","dpopKey":"%s"}
        """
            .formatted(expiry.truncatedTo(ChronoUnit.SECONDS), newKey()));
  }

  private static String hash(String algorithm, String text) throws GeneralSecurityException {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** A new key on the curve P-256 in the form of RFC 5915, as PEM within a JSON string. */
  private static String newKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    var point = ((ECPublicKey) pair.getPublic()).getW();
    String der =
        "30770201010420"
            + hex(((ECPrivateKey) pair.getPrivate()).getS())
            + "a00a06082a8648ce3d030107a14403420004"
            + hex(point.getAffineX())
            + hex(point.getAffineY());
    return "-----BEGIN EC PRIVATE KEY-----\\n"
        + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(der))
        + "\\n-----END EC PRIVATE KEY-----\\n";
  }

  private static String hex(BigInteger number) {
    return "%064x".formatted(number);
  }
}
