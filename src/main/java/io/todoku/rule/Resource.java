package io.todoku.rule;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a finding is about.
 *
 * @param type the kind of resource
 * @param id the id in AWS where there is one, otherwise the address or the name
 * @param region the AWS Region; null for what belongs to none
 * @param address the IP address; always set for senders, null for what has none
 * @param name the Name tag; null where there is none
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
    NETWORK_INTERFACE,
    LIGHTSAIL_ADDRESS,
    CARRIER_ADDRESS,
    SES_ADDRESS,
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
   * A stable key within an account, for waivers and history. An address has the same key whichever
   * API listed it.
   */
  public String key() {
    String regionPart = region == null ? "" : region;
    return address == null
        ? type.id() + "/" + regionPart + "/" + id.substring(0, Math.min(id.length(), MAX_ID_LENGTH))
        : "address/" + regionPart + "/" + address;
  }

  /** Name, address, id and Region as far as known, each once, to be shown to people. */
  public String label() {
    return Stream.of(name, address, id, region)
        .filter(part -> part != null && !part.isEmpty())
        .distinct()
        .collect(Collectors.joining(" · "));
  }

  /** Whether a person who enters this text means this resource: its key, id or address. */
  public boolean matches(String text) {
    return text.equals(key()) || text.equals(id) || text.equals(address);
  }
}
