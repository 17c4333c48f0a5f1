package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.profiles.ProfileFile;

class ProfilePartitionTests {

  private static final ProfileFile PROFILES =
      ProfileFile.builder()
          .type(ProfileFile.Type.CONFIGURATION)
          .content(
              new ByteArrayInputStream(
                  """
                  [profile tokyo]
                  region = ap-northeast-1
                  [profile beijing]
                  region = cn-north-1
                  [profile government]
                  region = us-gov-west-1
                  [profile role-in-china]
                  role_arn = arn:aws-cn:iam::111111111111:role/Reader
                  region = us-east-1
                  [profile login-in-china]
                  login_session = arn:aws-cn:iam::111111111111:user/me
                  [sso-session cn]
                  sso_region = cn-northwest-1
                  [sso-session other]
                  sso_region = us-east-1
                  [profile sso-in-china]
                  sso_session = cn
                  region = us-east-1
                  [profile legacy-in-china]
                  sso_region = cn-north-1
                  [profile keys]
                  aws_access_key_id = a
                  """
                      .getBytes(StandardCharsets.UTF_8)))
          .build();

  @ParameterizedTest
  @CsvSource({
    "tokyo, aws",
    "beijing, aws-cn",
    "government, aws-us-gov",
    "role-in-china, aws-cn",
    "login-in-china, aws-cn",
    "sso-in-china, aws-cn",
    "legacy-in-china, aws-cn",
    "keys, "
  })
  void thePartitionFollowsFromTheSettingsOfTheProfile(String name, @Nullable String partition) {
    assertThat(ProfilePartition.of(PROFILES.profile(name).orElseThrow(), PROFILES))
        .isEqualTo(Optional.ofNullable(partition));
  }
}
