package io.todoku.collect.aws;

import io.todoku.snapshot.Ses;
import java.net.UnknownHostException;
import java.util.List;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.GetAccountResponse;

/** Reads SES in one Region, all pages of each answer, and converts it to observations. */
final class SesQueries {

  private final SesV2Client ses;
  private final String region;
  private final AwsRequestOverrideConfiguration requestConfiguration;

  SesQueries(SesV2Client ses, String region, AccountSession session) {
    this.ses = ses;
    this.region = region;
    this.requestConfiguration = session.requestConfiguration();
  }

  /**
   * Returns the identities; none where SES does not exist in the Region, that is, where the SDK
   * does not know the Region and its host name does not resolve.
   */
  List<Ses.SesIdentity> identities() {
    try {
      return ses
          .listEmailIdentitiesPaginator(r -> r.overrideConfiguration(requestConfiguration))
          .stream()
          .flatMap(page -> page.emailIdentities().stream())
          .map(identity ->
              new Ses.SesIdentity(
                  AwsText.orEmpty(identity.identityName()),
                  AwsText.orEmpty(identity.identityTypeAsString()),
                  Boolean.TRUE.equals(identity.sendingEnabled()),
                  AwsText.orEmpty(identity.verificationStatusAsString())))
          .toList();
    } catch (SdkClientException e) {
      if (isUnknownHost(e)
          && !SesV2Client.serviceMetadata().regions().contains(Region.of(region))) {
        return List.of();
      }
      throw e;
    }
  }

  private static boolean isUnknownHost(Throwable failure) {
    return failure instanceof UnknownHostException
        || (failure.getCause() != null && isUnknownHost(failure.getCause()));
  }

  Ses.SesAccount account() {
    GetAccountResponse account = ses.getAccount(r -> r.overrideConfiguration(requestConfiguration));
    var quota = account.sendQuota();
    if (account.productionAccessEnabled() == null
        || account.sendingEnabled() == null
        || quota == null
        || quota.max24HourSend() == null
        || quota.sentLast24Hours() == null) {
      throw new MalformedAnswerException("the answer lacks parts of the account");
    }
    return new Ses.SesAccount(
        account.productionAccessEnabled(),
        account.sendingEnabled(),
        AwsText.orEmpty(account.enforcementStatus()),
        quota.max24HourSend(),
        quota.sentLast24Hours(),
        quota.maxSendRate() == null ? 0 : quota.maxSendRate());
  }
}
