package io.todoku.collect.aws;

import io.todoku.collect.aws.RoleAssumer.RoleRequest;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileProperty;

/**
 * The role of a profile, assumed with the credentials of its {@code source_profile} and, where it
 * has an {@code mfa_serial}, with the code of that device.
 */
final class ProfileRoleSource implements CredentialSource {

  private final Profile profile;
  private final Supplier<SharedCredentials> source;
  private final RoleAssumer sts;
  private final MfaSessions mfaSessions;
  private final ExpiringCredentials credentials = new ExpiringCredentials();

  ProfileRoleSource(
      Profile profile,
      Supplier<SharedCredentials> source,
      RoleAssumer sts,
      MfaSessions mfaSessions) {
    this.profile = profile;
    this.source = source;
    this.sts = sts;
    this.mfaSessions = mfaSessions;
  }

  @Override
  public Observed<AwsCredentials> resolve(ApiCaller caller) {
    return credentials.get(() -> {
      Observed<AwsCredentials> own = source.get().resolve(caller);
      Observed<AwsCredentials> assumed = assume(own, caller);
      if (own instanceof Known<AwsCredentials>(AwsCredentials refused)
          && assumed instanceof Unknown<AwsCredentials>(Reason reason)
          && reason.kind() == ReasonKind.CREDENTIALS_EXPIRED) {
        source.get().discard(refused);
        return assume(source.get().resolve(caller), caller);
      }
      return assumed;
    });
  }

  private Observed<AwsCredentials> assume(Observed<AwsCredentials> source, ApiCaller caller) {
    return switch (withDevice(source, caller)) {
      case Unknown<AwsCredentials>(Reason reason) -> Observed.unknown(reason);
      case Known<AwsCredentials>(AwsCredentials own) ->
          sts.assumeRole("", own, roleRequest(), caller);
    };
  }

  private Observed<AwsCredentials> withDevice(Observed<AwsCredentials> source, ApiCaller caller) {
    String device = profile.property(ProfileProperty.MFA_SERIAL).orElse(null);
    return device != null && source instanceof Known<AwsCredentials>(AwsCredentials own)
        ? mfaSessions.session(profile.name(), own, device, caller)
        : source;
  }

  private RoleRequest roleRequest() {
    return new RoleRequest(
        profile.property(ProfileProperty.ROLE_ARN).orElseThrow(),
        profile.property(ProfileProperty.ROLE_SESSION_NAME).orElse(RoleAssumer.SESSION_NAME),
        profile.property(ProfileProperty.EXTERNAL_ID).orElse(null),
        duration());
  }

  private @Nullable Integer duration() {
    return profile
        .property(ProfileProperty.DURATION_SECONDS)
        .filter(seconds -> seconds.matches("\\d{1,6}"))
        .map(Integer::valueOf)
        .orElse(null);
  }
}
