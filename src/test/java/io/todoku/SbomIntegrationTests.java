package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.todoku.testing.Sbom;
import io.todoku.testing.Sbom.SbomComponent;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bill of materials (CycloneDX) that the jar holds, and the licences of what it names. */
class SbomIntegrationTests {

  private static final Path DOCUMENT = Path.of("docs/third-party.md");
  private static final boolean REWRITE = Boolean.getBoolean("todoku.rewrite-third-party");

  /** Licences whose works may be part of a jar under the Apache License 2.0. */
  private static final Set<String> ALLOWED =
      Set.of(
          "0BSD",
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "CC0-1.0",
          "EPL-1.0",
          "EPL-2.0",
          "GPL-2.0-with-classpath-exception",
          "ISC",
          "LGPL-2.1-only",
          "LGPL-2.1-or-later",
          "MIT",
          "MIT-0",
          "MPL-2.0",
          "SAX-PD",
          "W3C");

  /** The name of a licence in the POMs of Spring Session, whose jars hold the Apache License. */
  private static final String MISNAMED = "Broadcom Foundation License";

  private static Sbom sbom;

  private static String location;
  private static Set<String> libraries;

  @BeforeAll
  static void readJar() throws Exception {
    try (JarFile jar = new JarFile(System.getProperty("todoku.jar", "target/todoku.jar"))) {
      location = jar.getManifest().getMainAttributes().getValue("Sbom-Location");
      byte[] text = jar.getInputStream(jar.getEntry(Sbom.PATH)).readAllBytes();
      sbom = Sbom.read(new String(text, StandardCharsets.UTF_8));
      libraries =
          jar.stream()
              .map(ZipEntry::getName)
              .filter(name -> name.matches("BOOT-INF/lib/.+\\.jar"))
              .map(name -> name.substring("BOOT-INF/lib/".length()))
              .collect(Collectors.toSet());
    }
  }

  @Test
  void everyLibraryOfTheJarIsNamedAndNoOther() {
    Set<String> named =
        sbom.components().stream()
            .map(SbomComponent::file)
            // a list of dependencies, which holds no class and is left out of the jar
            .filter(file -> !file.startsWith("spring-boot-starter-"))
            .collect(Collectors.toSet());

    assertThat(location).isEqualTo(Sbom.PATH);
    // added by Spring Boot itself when it makes the jar
    assertThat(libraries).anyMatch(file -> file.startsWith("spring-boot-jarmode-tools-"));
    assertThat(libraries)
        .filteredOn(file -> !file.startsWith("spring-boot-jarmode-tools-"))
        .hasSizeGreaterThan(100)
        .containsExactlyInAnyOrderElementsOf(named);
  }

  @Test
  void librariesAreNamedWithTheirVersions() throws Exception {
    String pom = Files.readString(Path.of("pom.xml"));

    assertThat(sbom.components())
        .extracting(SbomComponent::id, SbomComponent::version)
        .contains(
            tuple("dnsjava:dnsjava", property(pom, "dnsjava.version")),
            tuple("software.amazon.awssdk:sesv2", property(pom, "aws-sdk.version")),
            tuple("software.amazon.awssdk:lightsail", property(pom, "aws-sdk.pinned.version")));
    assertThat(sbom.components())
        .extracting(SbomComponent::id)
        .as("what only tests use")
        .doesNotContain("com.tngtech.archunit:archunit", "com.icegreen:greenmail");
  }

  private static String property(String pom, String name) {
    return pom.replaceFirst("(?s).*<" + name + ">([^<]+)<.*", "$1");
  }

  @Test
  void nothingDependsOnTheMachineOrTheTimeOfTheBuild() {
    assertThat(sbom.text())
        .contains("\"cdx:reproducible\"")
        .doesNotContain(
            System.getProperty("user.dir"),
            System.getProperty("user.home") + "/",
            "file:",
            "\"timestamp\"",
            "\"serialNumber\"");
  }

  @Test
  void everyLibraryHasAnAllowedLicence() {
    assertThat(sbom.components())
        .allSatisfy(library ->
            assertThat(licences(library)).as(library.id()).isNotEmpty().isSubsetOf(ALLOWED));
  }

  /** As the library's own file says where its POM names another. */
  private static List<String> licences(SbomComponent library) {
    return library.licences().equals(List.of(MISNAMED))
            && library.group().equals("org.springframework.session")
        ? List.of("Apache-2.0")
        : library.licences();
  }

  @Test
  void springSessionIsUnderTheApacheLicenceAsItsJarsSay() throws Exception {
    for (String name : List.of("spring-session-core", "spring-session-jdbc")) {
      List<URL> files =
          Collections.list(getClass().getClassLoader().getResources("META-INF/LICENSE.txt"));
      URL own =
          files.stream().filter(f -> f.toString().contains(name + "-")).findFirst().orElseThrow();
      try (InputStream text = own.openStream()) {
        assertThat(new String(text.readAllBytes(), StandardCharsets.UTF_8))
            .contains("Apache License", "Version 2.0, January 2004");
      }
    }
  }

  @Test
  void everyLibraryIsListedWithItsLicence() throws Exception {
    String document = Files.readString(DOCUMENT);
    String start = document.substring(0, document.indexOf("| Library |"));
    String expected =
        sbom.components().stream()
            .map(library ->
                "| `%s` | %s |".formatted(library.id(), String.join(", ", licences(library))))
            .distinct()
            .sorted()
            .collect(Collectors.joining("\n", start + "| Library | Licence |\n|---|---|\n", "\n"));
    if (REWRITE) {
      Files.writeString(DOCUMENT, expected);
    }

    assertThat(Files.readString(DOCUMENT))
        .as("run with -Dit.test=SbomIntegrationTests -Dtodoku.rewrite-third-party=true")
        .isEqualTo(expected);
  }

  @Test
  void everyFontIsListedAndHasItsLicenceBesideIt() throws Exception {
    String document = Files.readString(DOCUMENT);
    Path resources = Path.of("src/main/resources");
    try (Stream<Path> files = Files.walk(resources)) {
      assertThat(files.filter(file -> file.toString().matches(".*\\.(ttf|otf|woff2?)")))
          .isNotEmpty()
          .allSatisfy(font -> assertThat(document).contains("`" + font.getFileName() + "`"));
    }
    Matcher texts = Pattern.compile("\\(\\.\\./(src/main/resources/[^)]+)\\)").matcher(document);
    assertThat(texts.results().map(found -> Path.of(found.group(1))))
        .hasSizeGreaterThan(1)
        .allSatisfy(text -> assertThat(text).isRegularFile());
  }
}
