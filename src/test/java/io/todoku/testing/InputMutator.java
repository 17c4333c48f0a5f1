package io.todoku.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Damages valid inputs, the same way for the same number, so that a failure can be repeated. How
 * many inputs a test tries is bounded in a build; {@code -Dtodoku.fuzz.inputs=1000000} raises it.
 */
public final class InputMutator {

  private static final int INPUTS = Integer.getInteger("todoku.fuzz.inputs", 20_000);
  private static final int MAX_CHANGES = 4;

  /** What parsers have stumbled over elsewhere. */
  private static final List<String> FRAGMENTS =
      List.of(
          "null",
          "-1",
          "1e999",
          "99999999999999999999999",
          "\"\"",
          "[]",
          "{}",
          "[[[[[[[[[[[[[[[[[[[[",
          "{\"a\":",
          "\\u0000",
          "\\ud800",
          "\u202e",
          "%%",
          "%{i}",
          "${x}",
          "..",
          ".".repeat(300),
          "a.".repeat(200),
          "&x *x",
          "*x",
          "<<: ",
          "!!java.net.URL ",
          "0.0.0.0/0",
          "::",
          "9999-99-99T99:99:99Z",
          "\r\n",
          "\t",
          "'",
          "#",
          ",",
          ":");

  private InputMutator() {}

  /** How many inputs a test tries. */
  public static int inputs() {
    return INPUTS;
  }

  /**
   * The input of a number.
   *
   * @param valid any of which is damaged
   */
  public static byte[] mutate(List<byte[]> valid, int number) {
    Random random = new Random(number);
    byte[] input = valid.get(random.nextInt(valid.size())).clone();
    int changes = 1 + random.nextInt(MAX_CHANGES);
    for (int i = 0; i < changes; i++) {
      input = change(input, random);
    }
    return input;
  }

  private static byte[] change(byte[] input, Random random) {
    int at = random.nextInt(input.length + 1);
    int end = Math.min(input.length, at + 1 + random.nextInt(40));
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(input, at);
      case 1 -> splice(input, at, end, new byte[0]);
      case 2 -> splice(input, at, at, Arrays.copyOfRange(input, at, end));
      case 3 -> splice(input, at, at, fragment(random));
      case 4 -> splice(input, at, end, fragment(random));
      default -> flip(input, at, random);
    };
  }

  private static byte[] fragment(Random random) {
    return FRAGMENTS.get(random.nextInt(FRAGMENTS.size())).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] flip(byte[] input, int at, Random random) {
    if (at < input.length) {
      input[at] = (byte) random.nextInt(256);
    }
    return input;
  }

  private static byte[] splice(byte[] input, int from, int to, byte[] with) {
    byte[] result = new byte[input.length - (to - from) + with.length];
    System.arraycopy(input, 0, result, 0, from);
    System.arraycopy(with, 0, result, from, with.length);
    System.arraycopy(input, to, result, from + with.length, input.length - to);
    return result;
  }
}
