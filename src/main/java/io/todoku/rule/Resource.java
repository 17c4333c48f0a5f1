package io.todoku.rule;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
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

  private static final int MAX_ID = 300;

  /** A stable name within an account, for waivers and history. */
  public String key() {
    return type.id()
        + "/"
        + (region == null ? "" : region)
        + "/"
        + (id.length() > MAX_ID ? id.substring(0, MAX_ID) : id)
        + (address == null ? "" : "/" + address);
  }
}
