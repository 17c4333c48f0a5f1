package io.todoku.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Self-signed certificates for servers of tests, made by the JDK's keytool. */
public final class TestKeys {

  private static final String PASSWORD = "changeit";

  private TestKeys() {}

  /**
   * @param name a host's, for subjectAltName
   * @param start as keytool writes it, {@code -2d}
   * @param days for which it is valid from then on
   */
  public static SSLContext selfSignedContext(Path folder, String name, String start, int days)
      throws IOException, GeneralSecurityException, InterruptedException {
    KeyStore keys = generate(folder, name, start, days);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /** A key and its certificate, valid for years before and after, in one file of PEM. */
  public static void writePem(Path folder, String name, Path file)
      throws IOException, GeneralSecurityException, InterruptedException {
    KeyStore keys = generate(folder, name, "-1y", 3650);
    Base64.Encoder base64 = Base64.getMimeEncoder(64, new byte[] {'\n'});
    Files.writeString(
        file,
        "-----BEGIN PRIVATE KEY-----\n"
            + base64.encodeToString(keys.getKey("mail", PASSWORD.toCharArray()).getEncoded())
            + "\n-----END PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\n"
            + base64.encodeToString(keys.getCertificate("mail").getEncoded())
            + "\n-----END CERTIFICATE-----\n");
  }

  private static KeyStore generate(Path folder, String name, String start, int days)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                "mail",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name + ",dns:*.example.org",
                "-startdate",
                start,
                "-validity",
                String.valueOf(days))
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes());
    if (keytool.waitFor() != 0) {
      throw new AssertionError(output);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  /** A DKIM record with a new RSA key, as a zone file writes it. */
  public static String dkimRecord() {
    try {
      KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
      rsa.initialize(2048);
      String key =
          Base64.getEncoder().encodeToString(rsa.generateKeyPair().getPublic().getEncoded());
      return "\"v=DKIM1; k=rsa; p=" + key.replaceAll("(.{200})", "$1\" \"") + "\"";
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
