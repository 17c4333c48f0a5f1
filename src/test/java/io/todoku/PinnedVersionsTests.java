package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A build uses the same dependencies, plugins and Maven whenever and wherever it runs. */
class PinnedVersionsTests {

  private static final String EXACT = "\\d+(\\.\\d+)*([.-](jre|Final|RELEASE|M\\d+|RC\\d+))?";

  /** Plugins whose version the parent fixes. */
  private static final Set<String> OF_PARENT =
      Set.of(
          "maven-compiler-plugin",
          "maven-failsafe-plugin",
          "maven-surefire-plugin",
          "spring-boot-maven-plugin");

  private static Document pom;

  @BeforeAll
  static void readPom() throws Exception {
    pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse("pom.xml");
  }

  private static Stream<Element> all(String name) {
    var found = pom.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i));
  }

  /** The text of a child, with the value of a property in its place; empty without the child. */
  private static String child(Element parent, String name) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node.getNodeName().equals(name)) {
        String text = node.getTextContent().strip();
        return text.startsWith("${")
            ? all(text.substring(2, text.length() - 1)).findFirst().orElseThrow().getTextContent()
            : text;
      }
    }
    return "";
  }

  @Test
  void everyVersionIsExact() {
    // a path is what the compiler runs with
    List<Element> versioned =
        Stream.of("parent", "dependency", "plugin", "path")
            .flatMap(PinnedVersionsTests::all)
            .filter(element -> !child(element, "version").isEmpty())
            .toList();

    assertThat(versioned).hasSizeGreaterThan(30);
    assertThat(versioned)
        .allSatisfy(element ->
            assertThat(child(element, "version")).as(child(element, "artifactId")).matches(EXACT));
  }

  @Test
  void onlyPluginsOfTheParentHaveNoVersionHere() {
    Set<String> managed = OF_PARENT;
    assertThat(all("plugin").filter(plugin -> child(plugin, "version").isEmpty()))
        .extracting(plugin -> child(plugin, "artifactId"))
        .filteredOn(name -> !managed.contains(name) && !isVersionedElsewhere(name))
        .isEmpty();
    assertThat(all("path"))
        .isNotEmpty()
        .allSatisfy(path -> assertThat(child(path, "version")).isNotEmpty());
  }

  /** A profile changes a plugin of the main build. */
  private static boolean isVersionedElsewhere(String name) {
    return all("plugin")
        .anyMatch(plugin ->
            child(plugin, "artifactId").equals(name) && !child(plugin, "version").isEmpty());
  }

  @Test
  void noOtherRepositoryIsAsked() {
    assertThat(Stream.of("repository", "pluginRepository").flatMap(PinnedVersionsTests::all))
        .isEmpty();
  }

  @Test
  void mavenItselfIsOneReleaseWithItsDigest() throws Exception {
    Properties wrapper = new Properties();
    try (var reader = Files.newBufferedReader(Path.of(".mvn/wrapper/maven-wrapper.properties"))) {
      wrapper.load(reader);
    }

    assertThat(wrapper.getProperty("distributionUrl"))
        .matches(
            "https://repo\\.maven\\.apache\\.org/.*/apache-maven-\\d+\\.\\d+\\.\\d+-bin\\.zip");
    assertThat(wrapper.getProperty("distributionSha256Sum")).matches("[0-9a-f]{64}");
  }
}
