package io.todoku.snapshot;

import java.util.Comparator;

/**
 * Orders texts as people number things: 192.0.2.9 before 192.0.2.10, mail2 before mail10. Runs of
 * the digits 0 to 9 are compared by their value, all else as in {@link String#compareTo}.
 */
public final class NaturalOrder implements Comparator<String> {

  public static final Comparator<String> INSTANCE = new NaturalOrder();

  private NaturalOrder() {}

  @Override
  public int compare(String one, String other) {
    int i = 0;
    int j = 0;
    while (i < one.length() && j < other.length()) {
      if (isDigit(one.charAt(i)) && isDigit(other.charAt(j))) {
        int end = endOfDigits(one, i);
        int otherEnd = endOfDigits(other, j);
        int order = compareNumbers(one.substring(i, end), other.substring(j, otherEnd));
        if (order != 0) {
          return order;
        }
        i = end;
        j = otherEnd;
      } else {
        int order = Character.compare(one.charAt(i++), other.charAt(j++));
        if (order != 0) {
          return order;
        }
      }
    }
    int rest = Integer.compare(one.length() - i, other.length() - j);
    return rest != 0 ? rest : one.compareTo(other);
  }

  private static int compareNumbers(String one, String other) {
    String left = withoutLeadingZeros(one);
    String right = withoutLeadingZeros(other);
    return left.length() == right.length()
        ? left.compareTo(right)
        : Integer.compare(left.length(), right.length());
  }

  private static String withoutLeadingZeros(String digits) {
    int start = 0;
    while (start < digits.length() - 1 && digits.charAt(start) == '0') {
      start++;
    }
    return digits.substring(start);
  }

  private static int endOfDigits(String text, int start) {
    int end = start;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
