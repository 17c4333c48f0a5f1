package io.todoku.history;

import io.todoku.rule.Resource;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a resource is, by its key, of which the resource itself may not be known any more.
 *
 * @param type null for an address, which several lists can hold
 * @param region null for what belongs to none
 * @param id the id or the address
 */
record Place(Resource.@Nullable Type type, @Nullable String region, String id) {

  /**
   * @param resourceKey a {@link Resource#key()}
   */
  static Place of(String resourceKey) {
    String[] parts = resourceKey.split("/", 3);
    String type = parts[0].toUpperCase(Locale.ROOT).replace('-', '_');
    return new Place(
        type.equals("ADDRESS") ? null : Resource.Type.valueOf(type),
        parts[1].isEmpty() ? null : parts[1],
        parts[2]);
  }

  static Place of(Resource resource) {
    return new Place(
        resource.type(),
        resource.region(),
        resource.address() == null ? resource.id() : resource.address());
  }

  /** Whether its Region is not scanned: it was left out, or is disabled. */
  boolean isOutOfScope(Snapshot snapshot) {
    return region != null
        && snapshot.regions() instanceof Known<List<RegionInventory>>(var regions)
        && regions.stream().noneMatch(one -> one.name().equals(region));
  }

  /**
   * Whether everything that would hold the resource was read and does not name it. That no rule
   * judges a resource is not enough, because people can change what is judged.
   */
  boolean isGone(Snapshot snapshot) {
    return inventory(snapshot)
        .map(inventory -> {
          List<Observed<?>> lists = Visibility.listsThatWouldHold(inventory, type);
          return !lists.isEmpty()
              && lists.stream().allMatch(list -> list instanceof Known<?>)
              && Stream.concat(lists.stream(), Stream.of(inventory.lightsail(), inventory.ses()))
                  .noneMatch(this::isNamedIn);
        })
        .orElse(false);
  }

  private Optional<RegionInventory> inventory(Snapshot snapshot) {
    return snapshot.regions() instanceof Known<List<RegionInventory>>(var regions)
        ? regions.stream().filter(one -> one.name().equals(region)).findFirst()
        : Optional.empty();
  }

  private boolean isNamedIn(Observed<?> list) {
    return list instanceof Known<?>(Object value)
        && Pattern.compile("(?<![\\w.:-])" + Pattern.quote(id) + "(?![\\w.:-])")
            .matcher(value.toString())
            .find();
  }
}
