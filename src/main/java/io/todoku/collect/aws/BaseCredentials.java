package io.todoku.collect.aws;

import io.todoku.snapshot.FailureText;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.profiles.ProfileProperty;

/**
 * Todoku's own credentials, from the default chain or from a profile. Each source is resolved once
 * for all accounts that use it, and again when its credentials expire or its settings change.
 */
final class BaseCredentials implements AutoCloseable {

  private static final String DEFAULT_CHAIN = "";

  private record Entry(ProfileFile settings, SharedCredentials credentials) {}

  private final ConfiguredProfiles profiles = new ConfiguredProfiles();
  private final RoleAssumer sts;
  private final MfaSessions mfaSessions;
  private final LongSupplier nanoTime;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  BaseCredentials(RoleAssumer sts, MfaCodeSource mfaCodes, LongSupplier nanoTime) {
    this.sts = sts;
    this.nanoTime = nanoTime;
    this.mfaSessions = new MfaSessions(sts, mfaCodes);
  }

  /**
   * Returns credentials that are valid now.
   *
   * @param name of a profile; null for the default chain
   */
  Observed<AwsCredentials> resolve(@Nullable String name, ApiCaller caller) {
    ProfileFile settings;
    try {
      settings = profiles.current();
    } catch (RuntimeException malformedFile) {
      return Observed.unknown(
          CredentialFailures.incompleteProfile(
              name == null ? "default" : name, FailureText.of(malformedFile)));
    }
    String profile = name == null ? profileOfChain(settings) : name;
    return profile == null
        ? shared(DEFAULT_CHAIN, settings, () -> chain(settings)).resolve(caller)
        : resolveProfile(profile, settings, caller);
  }

  /** Forgets these credentials, because AWS refused them: the next caller resolves them anew. */
  void discard(AwsCredentials refused) {
    entries.values().forEach(entry -> entry.credentials().discard(refused));
  }

  /**
   * Returns the partition that the credentials belong to, such as {@code aws-cn}, as far as
   * settings show it. No call is made.
   *
   * @param name of a profile; null for the default chain
   */
  Optional<String> partition(@Nullable String name) {
    ProfileFile settings;
    try {
      settings = profiles.current();
    } catch (RuntimeException malformedFile) {
      return Optional.empty();
    }
    String profile = name == null ? profileOfChain(settings) : name;
    Optional<String> ofProfile =
        profile == null
            ? Optional.empty()
            : settings.profile(profile).flatMap(found -> ProfilePartition.of(found, settings));
    return ofProfile.or(
        () -> SdkSystemSetting.AWS_REGION.getStringValue().map(ProfilePartition::ofRegion));
  }

  private Observed<AwsCredentials> resolveProfile(
      String name, ProfileFile settings, ApiCaller caller) {
    List<String> chain = new ArrayList<>();
    String current = name;
    while (current != null) {
      Optional<Profile> profile = settings.profile(current);
      if (profile.isEmpty()) {
        return Observed.unknown(CredentialFailures.noSuchProfile(current));
      }
      if (chain.contains(current)) {
        return Observed.unknown(
            CredentialFailures.incompleteProfile(
                name, "source_profile " + String.join(" -> ", chain) + " -> " + current));
      }
      chain.add(current);
      current = sourceProfile(profile.get());
    }
    return sharedProfile(name, settings).resolve(caller);
  }

  private static @Nullable String sourceProfile(Profile profile) {
    return CredentialOrigin.of(profile) == CredentialOrigin.ROLE_OF_SOURCE_PROFILE
        ? profile.property(ProfileProperty.SOURCE_PROFILE).orElse(null)
        : null;
  }

  private SharedCredentials sharedProfile(String name, ProfileFile settings) {
    Profile profile = settings.profile(name).orElseThrow();
    String source = sourceProfile(profile);
    return shared(
        name,
        settings,
        () ->
            source == null
                ? sourceOf(profile, settings)
                : new ProfileRoleSource(
                    profile, () -> sharedProfile(source, settings), sts, mfaSessions));
  }

  private static CredentialSource sourceOf(Profile profile, ProfileFile settings) {
    return CredentialOrigin.of(profile) == CredentialOrigin.PROCESS
        ? new ProcessCredentialSource(profile, ProcessCredentialSource.TIMEOUT)
        : sdkProfile(profile, settings);
  }

  private static CredentialSource sdkProfile(Profile profile, ProfileFile settings) {
    return new SdkCredentialSource(
        ProfileCredentialsProvider.builder()
            .profileFile(settings)
            .profileName(profile.name())
            .build(),
        failure -> CredentialFailures.reason(profile, failure));
  }

  private static CredentialSource chain(ProfileFile settings) {
    return new SdkCredentialSource(
        DefaultCredentialsProvider.builder().profileFile(settings).build(),
        failure -> chainFailure(settings));
  }

  private static Reason chainFailure(ProfileFile settings) {
    return ProfileFileSystemSetting.AWS_PROFILE
        .getStringValue()
        .filter(name -> !name.equals("default") && settings.profile(name).isEmpty())
        .map(CredentialFailures::noSuchProfile)
        .orElseGet(CredentialFailures::noCredentials);
  }

  /**
   * Returns the profile that the default chain uses, so that its failure is told as that of a
   * profile; null where keys or a token in the environment come first, or it has no credentials.
   */
  private static @Nullable String profileOfChain(ProfileFile settings) {
    boolean environment =
        Stream.of(SdkSystemSetting.AWS_ACCESS_KEY_ID, SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE)
            .anyMatch(setting -> setting.getStringValue().isPresent());
    return environment
        ? null
        : ProfileFileSystemSetting.AWS_PROFILE
            .getStringValue()
            .flatMap(settings::profile)
            .filter(profile -> CredentialOrigin.of(profile) != CredentialOrigin.NONE)
            .map(Profile::name)
            .orElse(null);
  }

  private SharedCredentials shared(
      String key, ProfileFile settings, Supplier<CredentialSource> source) {
    while (true) {
      Entry known = entries.get(key);
      if (known != null && known.settings().equals(settings)) {
        return known.credentials();
      }
      Entry fresh = new Entry(settings, new SharedCredentials(source, nanoTime));
      if (known == null) {
        entries.putIfAbsent(key, fresh);
      } else if (entries.replace(key, known, fresh)) {
        known.credentials().close();
      }
    }
  }

  @Override
  public void close() {
    entries.values().forEach(entry -> entry.credentials().close());
  }
}
