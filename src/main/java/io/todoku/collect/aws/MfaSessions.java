package io.todoku.collect.aws;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * Sessions that were opened with the code of a multi-factor device. One code opens the session for
 * all profiles with the same source and device, because AWS accepts no code twice and nobody wants
 * to type sixty. The SDK itself ignores {@code mfa_serial}.
 */
final class MfaSessions {

  private static final int ATTEMPTS = 3;

  /** STS denies a code that is wrong, and finds one invalid that does not have six digits. */
  private static final Set<ReasonKind> CODE_REFUSED =
      EnumSet.of(ReasonKind.DENIED, ReasonKind.FAILED);

  private record SessionKey(String accessKeyId, String device) {}

  private final RoleAssumer sts;
  private final MfaCodeSource codes;
  private final ReentrantLock lock = new ReentrantLock(); // one question at a time
  private final Map<SessionKey, ExpiringCredentials> sessions = new HashMap<>();
  private final Set<SessionKey> unanswered = new HashSet<>();

  MfaSessions(RoleAssumer sts, MfaCodeSource codes) {
    this.sts = sts;
    this.codes = codes;
  }

  /**
   * @param own the long-term credentials of the user whom the device belongs to
   */
  Observed<AwsCredentials> session(
      String profile, AwsCredentials own, String device, ApiCaller caller) {
    SessionKey key = new SessionKey(own.accessKeyId(), device);
    lock.lock();
    try {
      return sessions
          .computeIfAbsent(key, _ -> new ExpiringCredentials())
          .get(() -> open(key, profile, own, caller));
    } finally {
      lock.unlock();
    }
  }

  private Observed<AwsCredentials> open(
      SessionKey key, String profile, AwsCredentials own, ApiCaller caller) {
    String refusal = "";
    for (int i = 0; i < ATTEMPTS && !unanswered.contains(key); i++) {
      String code = codes.code(profile, key.device());
      if (code == null || code.isBlank()) {
        unanswered.add(key); // and not asked again for each profile
        break;
      }
      Observed<AwsCredentials> session = sts.startSession(own, key.device(), code.strip(), caller);
      if (!(session instanceof Unknown<AwsCredentials>(Reason reason))
          || !CODE_REFUSED.contains(reason.kind())) {
        return session;
      }
      refusal = ": " + reason.detail(); // mistyped, or too old
    }
    return Observed.unknown(
        new Reason(
            ReasonKind.MFA_CODE_NEEDED,
            "mfa_serial " + key.device(),
            profile + refusal,
            "mfa-code"));
  }
}
