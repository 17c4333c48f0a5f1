package io.todoku.snapshot;

import io.todoku.snapshot.SnapshotFormatException.Problem;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is missing, too large or no such thing in records that came from a file, before anyone
 * trusts their types; and in those that are about to be stored.
 */
final class Completeness {

  /** Characters in one text; what collectors write stays below. */
  private static final int MAX_TEXT = 5000;

  /** Values in all: 6,000 security groups of 144 sources each stay below. */
  private static final int MAX_VALUES = 5_000_000;

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  /** Lines may be broken; nothing else steers a terminal or a log. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

  private int values;

  private Completeness() {}

  /**
   * @throws SnapshotFormatException naming the first part that is not as it must be
   */
  static void check(Snapshot snapshot) {
    new Completeness().check(snapshot, "snapshot");
    if (!snapshot.account().id().matches("\\d{12}")) {
      throw broken("snapshot.account.id is not 12 digits");
    }
    for (RegionInventory region : snapshot.knownRegions()) {
      if (!region.name().matches("[a-z0-9-]{1,40}")) {
        throw broken("\"" + region.name() + "\" is no Region");
      }
      for (PublicAddress address : PublicAddress.in(region)) {
        if (Network.literal(address.address()).isEmpty()) {
          throw broken("\"" + address.address() + "\" in " + region.name() + " is no address");
        }
      }
    }
  }

  private static SnapshotFormatException broken(String what) {
    return new SnapshotFormatException(Problem.BROKEN, what);
  }

  private void check(@Nullable Object value, String path) {
    if (++values > MAX_VALUES) {
      throw new SnapshotFormatException(
          Problem.TOO_LARGE, "the snapshot holds more than " + MAX_VALUES + " values");
    }
    switch (value) {
      case null -> throw broken(path + " is missing");
      case String text -> check(text, path);
      case Instant at -> {
        if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
          throw broken(path + " is no time of this age");
        }
      }
      case Collection<?> many -> {
        int index = 0;
        for (Object one : many) {
          check(one, path + "[" + index++ + "]");
        }
      }
      case Map<?, ?> map ->
          map.forEach((key, one) -> {
            check(String.valueOf(key), path + " key");
            check(one, path + "." + key);
          });
      case Record record -> {
        for (RecordComponent part : record.getClass().getRecordComponents()) {
          Object inner = read(part, record);
          if (inner != null || !mayBeNull(part)) {
            check(inner, path + "." + part.getName());
          }
        }
      }
      default -> {}
    }
  }

  private static void check(String text, String path) {
    if (text.length() > MAX_TEXT) {
      throw broken(path + " is longer than " + MAX_TEXT + " characters");
    }
    if (CONTROL.matcher(text).find()) {
      throw broken(path + " has control characters");
    }
  }

  private static boolean mayBeNull(RecordComponent part) {
    AnnotatedElement type = part.getAnnotatedType();
    return type.isAnnotationPresent(Nullable.class);
  }

  private static @Nullable Object read(RecordComponent part, Record record) {
    try {
      return part.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }
}
