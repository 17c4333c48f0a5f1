package io.todoku.collect.aws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;

/**
 * The profiles of the AWS configuration files ({@code ~/.aws/config} and {@code
 * ~/.aws/credentials}, or where {@code AWS_CONFIG_FILE} and {@code AWS_SHARED_CREDENTIALS_FILE}
 * point to). They are read again as soon as a file has changed, has appeared or is gone, so that
 * nobody needs to restart Todoku after {@code aws configure}.
 */
final class ConfiguredProfiles {

  private record FileVersion(@Nullable FileTime modified, long size) {

    static FileVersion of(Path file) {
      try {
        return new FileVersion(Files.getLastModifiedTime(file), Files.size(file));
      } catch (IOException absent) {
        return new FileVersion(null, 0);
      }
    }
  }

  private record LoadedProfiles(List<FileVersion> versions, ProfileFile profiles) {}

  private volatile @Nullable LoadedProfiles loaded;

  /** The file that people edit, to be named where a profile is missing. */
  static String location() {
    return ProfileFileLocation.configurationFilePath().toString();
  }

  /**
   * Returns the same object as long as the files are the same.
   *
   * @throws RuntimeException where a file is not in the format of AWS profiles
   */
  ProfileFile current() {
    List<FileVersion> versions =
        Stream.of(
                ProfileFileLocation.configurationFilePath(),
                ProfileFileLocation.credentialsFilePath())
            .map(FileVersion::of)
            .toList();
    LoadedProfiles known = loaded;
    if (known == null || !known.versions().equals(versions)) {
      known = new LoadedProfiles(versions, ProfileFile.defaultProfileFile());
      loaded = known;
    }
    return known.profiles();
  }
}
