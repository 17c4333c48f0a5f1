package io.todoku.collect.aws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * The partition of AWS ({@code aws}, {@code aws-cn}, {@code aws-us-gov} ...) that a profile belongs
 * to, by its settings. Credentials are not valid in another partition.
 */
final class ProfilePartition {

  private static final Pattern ARN = Pattern.compile("arn:([^:]+):.*");

  private ProfilePartition() {}

  /** Returns the partition that an ARN names; empty where it is no ARN. */
  static Optional<String> ofArn(String arn) {
    Matcher matcher = ARN.matcher(arn);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  static String ofRegion(String region) {
    return PartitionMetadata.of(Region.of(region)).id();
  }

  /** The ARNs of a profile come first, because its Region is only where requests go to. */
  static Optional<String> of(Profile profile, ProfileFile settings) {
    return profile
        .property(ProfileProperty.ROLE_ARN)
        .or(() -> profile.property(ProfileProperty.LOGIN_SESSION))
        .flatMap(ProfilePartition::ofArn)
        .or(() -> ssoRegion(profile, settings).map(ProfilePartition::ofRegion))
        .or(() -> profile.property(ProfileProperty.REGION).map(ProfilePartition::ofRegion));
  }

  private static Optional<String> ssoRegion(Profile profile, ProfileFile settings) {
    return profile
        .property(CredentialOrigin.SSO_SESSION)
        .flatMap(session -> settings.getSection("sso-session", session))
        .flatMap(session -> session.property(ProfileProperty.SSO_REGION))
        .or(() -> profile.property(ProfileProperty.SSO_REGION));
  }
}
