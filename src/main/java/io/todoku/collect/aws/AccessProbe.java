package io.todoku.collect.aws;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * A call that proves its action allowed: by an answer, or by an error that AWS gives only to a
 * caller that it has authorized.
 *
 * @param provenBy the codes of those errors
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/intro-structure.html">How IAM
 *     works</a>: an operation is approved after its request was authenticated and authorized
 */
record AccessProbe(Runnable request, Set<String> provenBy) {

  /** The evidence of an action that answered. */
  static final String ANSWERED = "answered";

  static AccessProbe ofAnswer(Runnable request) {
    return new AccessProbe(request, Set.of());
  }

  /**
   * Returns what proves the action allowed: {@link #ANSWERED} or the code of the error.
   *
   * @throws RuntimeException of the call where nothing is proved
   */
  String run() {
    try {
      request.run();
      return ANSWERED;
    } catch (AwsServiceException failure) {
      String code = CredentialErrors.code(failure);
      if (provenBy.contains(code)) {
        return code;
      }
      throw failure;
    }
  }
}
