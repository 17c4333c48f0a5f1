package io.todoku.rule.server;

import java.util.Set;

/** The mechanisms of SMTP AUTH, by what a listener on the way learns (RFC 4954 section 4). */
final class SaslMechanisms {

  /** The password or a token that is as good crosses the network as it is. */
  private static final Set<String> SEND_SECRET =
      Set.of("PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER", "XOAUTH", "SECURID");

  /** What a listener learns allows no login and no guessing of the password offline. */
  private static final Set<String> STRONG =
      Set.of("GSSAPI", "KERBEROS_V5", "EXTERNAL", "ECDSA-NIST256P-CHALLENGE", "OPENID20", "SAML20");

  private SaslMechanisms() {}

  static boolean sendsSecret(String mechanism) {
    return SEND_SECRET.contains(mechanism);
  }

  /** Not so NTLM, CRAM-MD5 and DIGEST-MD5, whose answers let a listener guess the password. */
  static boolean isStrong(String mechanism) {
    return STRONG.contains(mechanism)
        || mechanism.startsWith("SCRAM-")
        || mechanism.startsWith("GS2-");
  }
}
