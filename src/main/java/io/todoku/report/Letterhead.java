package io.todoku.report;

import io.todoku.locale.InvalidInputException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The company that hands a report over, and its logo.
 *
 * @param company its name; blank: the cover names none
 */
public record Letterhead(String company, @Nullable Logo logo) {

  public static final Letterhead NONE = new Letterhead("", null);

  /**
   * The picture on the cover of a report.
   *
   * @param type {@code image/png} or {@code image/jpeg}
   */
  public record Logo(String type, byte[] bytes) {

    static final int MAX_BYTES = 500_000;

    /**
     * @throws InvalidInputException where it is neither PNG nor JPEG, or too large
     */
    public static Logo of(byte[] bytes) {
      if (bytes.length > MAX_BYTES) {
        throw new InvalidInputException(ReportProblem.LOGO_SIZE, bytes.length, MAX_BYTES);
      }
      if (startsWith(bytes, 0x89, 'P', 'N', 'G')) {
        return new Logo("image/png", bytes);
      }
      if (startsWith(bytes, 0xff, 0xd8, 0xff)) {
        return new Logo("image/jpeg", bytes);
      }
      throw new InvalidInputException(ReportProblem.LOGO);
    }

    private static boolean startsWith(byte[] bytes, int... start) {
      for (int i = 0; i < start.length; i++) {
        if (bytes.length <= i || (bytes[i] & 0xff) != start[i]) {
          return false;
        }
      }
      return true;
    }

    /** As a {@code data:} URL. */
    public String url() {
      return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Logo(String otherType, byte[] otherBytes)
          && type.equals(otherType)
          && Arrays.equals(bytes, otherBytes);
    }

    @Override
    public int hashCode() {
      return Objects.hash(type, Arrays.hashCode(bytes));
    }
  }
}
