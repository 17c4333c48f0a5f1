package io.todoku.snapshot;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is missing, too large or no such thing in records that came from a file, before anyone
 * trusts their types; and in those that are about to be stored.
 */
final class SnapshotValidator {

  /** Characters in one text; what collectors write stays below. */
  private static final int MAX_TEXT = 5000;

  /** Characters of a wrong value that a message shows. */
  private static final int MAX_SHOWN = 100;

  /** Values in all: 6,000 security groups of 144 sources each stay below. */
  private static final int MAX_VALUES = 5_000_000;

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  /** Lines may be broken; nothing else steers a terminal or a log. */
  private static final Pattern CONTROL_CHARACTERS = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

  /** Reflection gives new objects each time, which takes longer than the reading. */
  private static final ClassValue<List<RecordPart>> PARTS =
      new ClassValue<>() {
        @Override
        protected List<RecordPart> computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents()).map(RecordPart::of).toList();
        }
      };

  /** A component of a record, as the file names it. */
  private record RecordPart(Method accessor, String jsonName, boolean nullable) {

    static RecordPart of(RecordComponent component) {
      Method accessor = component.getAccessor();
      JsonProperty property = accessor.getAnnotation(JsonProperty.class);
      return new RecordPart(
          accessor,
          property == null ? component.getName() : property.value(),
          component.getAnnotatedType().isAnnotationPresent(Nullable.class));
    }

    @Nullable Object read(Record record) {
      try {
        return accessor.invoke(record);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private int valueCount;

  private SnapshotValidator() {}

  /**
   * @throws SnapshotFormatException naming the first part that is not as it must be
   */
  static void validate(Snapshot snapshot) {
    new SnapshotValidator().validate(snapshot, "snapshot");
    if (!snapshot.account().id().matches("\\d{12}")) {
      throw new SnapshotFormatException(SnapshotFault.ACCOUNT_ID, "snapshot.account.id");
    }
    int index = 0;
    for (RegionInventory region : snapshot.knownRegions()) {
      String path = "snapshot.regions.value[" + index++ + "]";
      if (!region.name().matches("[a-z0-9-]{1,40}")) {
        throw new SnapshotFormatException(
            SnapshotFault.REGION, path + ".name", shorten(region.name()));
      }
      for (PublicAddress address : PublicAddress.in(region)) {
        if (Network.parseAddress(address.address()).isEmpty()) {
          throw new SnapshotFormatException(
              SnapshotFault.ADDRESS, path, shorten(address.address()));
        }
      }
    }
  }

  /**
   * Checks a file from outside: each record of a DNS answer is of the form that its type has.
   *
   * @throws SnapshotFormatException naming the first part that is not as it must be
   */
  static void validateFile(Snapshot snapshot) {
    validate(snapshot);
    int index = 0;
    for (DnsLookup lookup : snapshot.lookups()) {
      String path = "snapshot.lookups[" + index++ + "].answer.value";
      if (lookup.answer() instanceof Observed.Known<DnsAnswer>(DnsAnswer answer)) {
        validateRecords(lookup.type(), answer.records(), path + ".records");
        validateRecords("CNAME", answer.aliases(), path + ".aliases");
      }
    }
  }

  private static void validateRecords(String type, List<String> records, String path) {
    for (int i = 0; i < records.size(); i++) {
      String record = records.get(i);
      if (!RecordForm.isValid(type, record)) {
        throw new SnapshotFormatException(
            SnapshotFault.RECORD, path + "[" + i + "]", shorten(record), type);
      }
    }
  }

  private static String shorten(String text) {
    return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
  }

  private void validate(@Nullable Object value, String path) {
    if (++valueCount > MAX_VALUES) {
      throw new SnapshotFormatException(SnapshotFault.VALUES, String.valueOf(MAX_VALUES));
    }
    switch (value) {
      case null -> throw new SnapshotFormatException(SnapshotFault.MISSING, path);
      case String text -> validate(text, path);
      case Instant at -> {
        if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
          throw new SnapshotFormatException(SnapshotFault.TIME, path);
        }
      }
      case Collection<?> many -> {
        int index = 0;
        for (Object one : many) {
          validate(one, path + "[" + index++ + "]");
        }
      }
      case Map<?, ?> map ->
          map.forEach((key, one) -> {
            validate(String.valueOf(key), path + " key");
            validate(one, path + "." + key);
          });
      case Record record -> {
        for (RecordPart part : PARTS.get(record.getClass())) {
          Object inner = part.read(record);
          if (inner != null || !part.nullable()) {
            validate(inner, path + "." + part.jsonName());
          }
        }
      }
      default -> {}
    }
  }

  private static void validate(String text, String path) {
    if (text.length() > MAX_TEXT) {
      throw new SnapshotFormatException(SnapshotFault.LONG, path, String.valueOf(MAX_TEXT));
    }
    if (CONTROL_CHARACTERS.matcher(text).find()) {
      throw new SnapshotFormatException(SnapshotFault.CONTROL, path);
    }
  }
}
