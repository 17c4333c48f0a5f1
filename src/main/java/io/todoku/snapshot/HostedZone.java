package io.todoku.snapshot;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A public hosted zone of Route 53, as far as its records hold addresses.
 *
 * @param id {@code Z0123456789ABC}
 * @param name canonical
 * @param records of type A and AAAA that hold values; an alias record has none
 */
public record HostedZone(String id, String name, Observed<List<RecordSet>> records) {

  /**
   * A set of records, or one of several of that name and type (weighted, by place, multivalue…).
   *
   * @param name canonical, in the presentation form of DNS; that of a wildcard begins with {@code
   *     *.}
   * @param set what tells it from the others of its name; null where it is the only one
   */
  public record RecordSet(
      String name,
      String type,
      @JsonProperty("set") @Nullable String setIdentifier,
      List<String> values) {

    /** Whether this address is among the values. */
    public boolean contains(String address) {
      return values.contains(address)
          || (type.equals("AAAA")
              && values.stream().anyMatch(v -> Network.sameAddress(v, address)));
    }
  }

  /** The sets that are known to hold this address. */
  public List<RecordSet> recordSetsWith(String address) {
    return records.orElse(List.of()).stream().filter(set -> set.contains(address)).toList();
  }
}
