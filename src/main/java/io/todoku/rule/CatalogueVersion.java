package io.todoku.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.function.SingletonSupplier;

/** Tells one catalogue of rules from another by the code itself, so that nobody has to count. */
final class CatalogueVersion {

  /** All that decides what is found in a snapshot. */
  private static final List<String> PACKAGES = List.of("rule", "snapshot", "spf");

  /** SHA-256 over the classes, in hexadecimal; worked out when somebody asks. */
  static final Supplier<String> OF_CLASSES = SingletonSupplier.of(CatalogueVersion::hashClasses);

  private CatalogueVersion() {}

  private static String hashClasses() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      var resolver = new PathMatchingResourcePatternResolver();
      for (String room : PACKAGES) {
        for (Resource file :
            sorted(resolver.getResources("classpath:io/todoku/" + room + "/**/*.class"))) {
          digest.update(file.getContentAsByteArray());
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static List<Resource> sorted(Resource[] files) throws IOException {
    return Stream.of(files)
        .sorted(Comparator.comparing(CatalogueVersion::classPathLocation))
        .toList();
  }

  private static String classPathLocation(Resource file) {
    try {
      String place = file.getURL().toString();
      return place.substring(place.lastIndexOf("io/todoku/"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
