package io.todoku.testing;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bill of materials that the build writes (CycloneDX).
 *
 * @param text as it was written
 */
public record Sbom(String text, List<SbomComponent> components) {

  /** Below the class path, and in the jar. */
  public static final String PATH = "META-INF/sbom/application.cdx.json";

  /** What some projects call a licence, by its SPDX identifier. */
  private static final Map<String, String> SPDX =
      Map.of("EPL 1.0", "EPL-1.0", "The W3C License", "W3C");

  /**
   * A library.
   *
   * @param licences SPDX identifiers, or the names that its project gives
   */
  public record SbomComponent(String group, String name, String version, List<String> licences) {

    public String id() {
      return group + ":" + name;
    }

    public String file() {
      return name + "-" + version + ".jar";
    }
  }

  public static Sbom read(String text) {
    List<SbomComponent> components =
        new JsonMapper()
            .readTree(text)
            .get("components")
            .valueStream()
            .map(library ->
                new SbomComponent(
                    library.path("group").asString(),
                    library.get("name").asString(),
                    library.get("version").asString(),
                    library.path("licenses").valueStream().map(Sbom::licence).toList()))
            .toList();
    return new Sbom(text, components);
  }

  private static String licence(JsonNode stated) {
    String name =
        Stream.of("/license/id", "/expression", "/license/name")
            .map(stated::at)
            .filter(JsonNode::isString)
            .map(JsonNode::asString)
            .findFirst()
            .orElse("");
    return SPDX.getOrDefault(name, name);
  }
}
