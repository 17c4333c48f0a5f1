package io.todoku.history;

import io.todoku.rule.Resource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The stored JSON of a resource, because later snapshots may no longer contain it. */
record StoredResource(
    Resource.Type type,
    String id,
    @Nullable String region,
    @Nullable String address,
    @Nullable String name) {

  /**
   * Characters of the id that are stored, so that the JSON fits its column; the resource's key is
   * cut alike.
   */
  private static final int MAX_ID = 300;

  private static final int MAX_NAME = 1000;
  private static final JsonMapper MAPPER = new JsonMapper();

  static String write(Resource resource) {
    String name = resource.name();
    return MAPPER.writeValueAsString(
        new StoredResource(
            resource.type(),
            truncate(resource.id(), MAX_ID),
            resource.region(),
            resource.address(),
            name == null ? null : truncate(name, MAX_NAME)));
  }

  static Resource read(String json) {
    StoredResource stored = MAPPER.readValue(json, StoredResource.class);
    return new Resource(stored.type, stored.id, stored.region, stored.address, stored.name);
  }

  private static String truncate(String text, int length) {
    return text.substring(0, Math.min(text.length(), length));
  }
}
