package io.todoku.rule;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a finding is about.
 *
 * @param id of AWS where there is one, else the address or the name
 * @param address always set for senders
 * @param name the Name tag, null where there is none
 */
public record Resource(
    Type type,
    String id,
    @Nullable String region,
    @Nullable String address,
    @Nullable String name) {

  /** The kinds of resource; their public form is kebab-case. */
  public enum Type {
    ACCOUNT,
    REGION,
    ELASTIC_IP,
    PUBLIC_IP,
    IPV6_ADDRESS,
    NAT_GATEWAY,
    INSTANCE,
    MAIL_SERVER,
    MAIL_DOMAIN,
    DB_INSTANCE,
    DB_CLUSTER,
    SECURITY_GROUP;

    @JsonValue
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public static Resource account(String id, String name) {
    return new Resource(Type.ACCOUNT, id, null, null, name);
  }

  public static Resource region(String region) {
    return new Resource(Type.REGION, region, region, null, null);
  }

  private static final int MAX_ID_LENGTH = 300;

  /**
   * A stable name within an account, for waivers and history. An address keeps its name whichever
   * API it was seen through.
   */
  public String key() {
    String where = region == null ? "" : region;
    return address == null
        ? type.id() + "/" + where + "/" + id.substring(0, Math.min(id.length(), MAX_ID_LENGTH))
        : "address/" + where + "/" + address;
  }

  /** What is known of name, address, id and Region, each once, for a person. */
  public String label() {
    return Stream.of(name, address, id, region)
        .filter(part -> part != null && !part.isEmpty())
        .distinct()
        .collect(Collectors.joining(" · "));
  }

  /** Whether a person who writes this means this resource: by its key, id or address. */
  public boolean matches(String name) {
    return name.equals(key()) || name.equals(id) || name.equals(address);
  }
}
