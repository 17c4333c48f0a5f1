package io.todoku.snapshot;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON form of a snapshot, see {@link Snapshot#VERSION}. */
public final class SnapshotFile {

  /** Larger files are refused: an account of 10,000 addresses stays far below. */
  public static final int MAX_BYTES = 64 * 1024 * 1024;

  /** Names, values and brackets in a file from outside, since each may become an object. */
  private static final int MAX_TOKENS = 5_000_000;

  private static final JsonMapper MAPPER = mapper(new JsonFactory());

  /** For what was not written here: a name that occurs twice would have two meanings. */
  private static final JsonMapper STRICT_MAPPER =
      mapper(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxTokenCount(MAX_TOKENS).build())
              .build());

  private static JsonMapper mapper(JsonFactory factory) {
    return JsonMapper.builder(factory)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  private SnapshotFile() {}

  /** For people and for other programs, a line a value. */
  public static byte[] write(Snapshot snapshot) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(snapshot);
  }

  /**
   * For a store, without blanks.
   *
   * @throws SnapshotFormatException where it could not be read again
   */
  public static byte[] writeCompact(Snapshot snapshot) {
    SnapshotValidator.validate(snapshot);
    byte[] bytes = MAPPER.writeValueAsBytes(snapshot);
    if (bytes.length > MAX_BYTES) {
      throw tooLarge();
    }
    return bytes;
  }

  /** Anything that a snapshot is made of, to be read again by the same release. */
  public static byte[] writePart(Object part) {
    return MAPPER.writeValueAsBytes(part);
  }

  public static <T> T readPart(byte[] bytes, Class<T> type) {
    return MAPPER.readValue(bytes, type);
  }

  private static SnapshotFormatException tooLarge() {
    return new SnapshotFormatException(SnapshotFault.BYTES, String.valueOf(MAX_BYTES));
  }

  /**
   * Reads a file from outside. Its text is not held in memory, and what it holds beside a snapshot
   * is skipped.
   *
   * @throws SnapshotFormatException where it is no snapshot, is cut off, names a thing twice, is
   *     too large or of a newer form
   */
  public static Snapshot read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw tooLarge();
    }
    return readForeign(() -> new BufferedInputStream(Files.newInputStream(file)));
  }

  /**
   * Reads a file from outside.
   *
   * @throws SnapshotFormatException see {@link #read(Path)}
   */
  public static Snapshot read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw tooLarge();
    }
    return readForeign(() -> new ByteArrayInputStream(bytes));
  }

  /**
   * Reads what was stored here.
   *
   * @throws SnapshotFormatException see {@link #read(Path)}
   */
  public static Snapshot read(byte[] bytes) {
    try {
      return read(MAPPER, () -> new ByteArrayInputStream(bytes), SnapshotValidator::validate);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens the same text each time. */
  @FunctionalInterface
  private interface JsonSource {
    InputStream open() throws IOException;
  }

  private static Snapshot readForeign(JsonSource source) throws IOException {
    return read(STRICT_MAPPER, source, SnapshotValidator::validateFile);
  }

  private static Snapshot read(JsonMapper mapper, JsonSource source, Consumer<Snapshot> validator)
      throws IOException {
    try (InputStream first = source.open();
        InputStream second = source.open()) {
      checkVersion(mapper, first);
      Snapshot snapshot = mapper.readValue(second, Snapshot.class);
      validator.accept(snapshot);
      return snapshot;
    } catch (StreamConstraintsException tooMuch) {
      throw String.valueOf(tooMuch.getOriginalMessage()).startsWith("Token count")
          ? new SnapshotFormatException(SnapshotFault.TOKENS, String.valueOf(MAX_TOKENS))
          : new SnapshotFormatException(SnapshotFault.LARGE_VALUE, path(tooMuch));
    } catch (DatabindException wrongValue) {
      throw at(SnapshotFault.KIND, wrongValue);
    } catch (UnexpectedEndOfInputException end) {
      throw at(SnapshotFault.CUT_OFF, end);
    } catch (JacksonException broken) {
      boolean twice = String.valueOf(broken.getOriginalMessage()).startsWith("Duplicate");
      throw at(twice ? SnapshotFault.TWICE : SnapshotFault.NOT_JSON, broken);
    }
  }

  /** Names the place and not the words of the reader, which are about its classes. */
  private static SnapshotFormatException at(SnapshotFault fault, JacksonException e) {
    TokenStreamLocation place = e.getLocation();
    return new SnapshotFormatException(
        fault,
        path(e),
        place == null ? "?" : String.valueOf(place.getLineNr()),
        place == null ? "?" : String.valueOf(place.getColumnNr()));
  }

  /** Stops at the version, which is written first. */
  private static void checkVersion(JsonMapper mapper, InputStream in) {
    try (JsonParser json = mapper.createParser(in)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
          boolean found = json.currentName().equals("version");
          JsonToken value = json.nextToken();
          if (found) {
            checkVersion(value, json);
            return;
          }
          json.skipChildren();
        }
      }
    }
    throw withoutVersion();
  }

  private static void checkVersion(JsonToken value, JsonParser json) {
    if (value != JsonToken.VALUE_NUMBER_INT || json.getNumberType() != JsonParser.NumberType.INT) {
      throw withoutVersion();
    }
    int version = json.getIntValue();
    if (version < 1 || version > Snapshot.VERSION) {
      throw new SnapshotFormatException(
          SnapshotFault.NEWER, String.valueOf(version), String.valueOf(Snapshot.VERSION));
    }
  }

  private static SnapshotFormatException withoutVersion() {
    return new SnapshotFormatException(SnapshotFault.NO_VERSION);
  }

  /** Such as {@code snapshot.regions[3].addresses[0]}. */
  private static String path(JacksonException e) {
    StringBuilder path = new StringBuilder("snapshot");
    for (JacksonException.Reference step : e.getPath()) {
      String name = step.getPropertyName();
      path.append(name == null ? "[" + step.getIndex() + "]" : "." + name);
    }
    return path.toString();
  }
}
