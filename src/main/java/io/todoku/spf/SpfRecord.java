package io.todoku.spf;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The terms of an SPF record (RFC 7208 section 4.6) that name senders. Reading them makes no
 * lookups and skips what is invalid. A redirect beside {@code all} has no effect (section 6.1) and
 * is left out.
 */
public record SpfRecord(List<Term> terms) {

  /** With which every SPF record begins. */
  public static final String VERSION = "v=spf1";

  private static final Pattern TERM =
      Pattern.compile("([-+~?])?([a-z][a-z0-9_.-]*)(?:([:=])([^/]*))?((?:/.*)?)");

  /**
   * A mechanism or a modifier.
   *
   * @param qualifier one of {@code + - ~ ?}; {@code =} for a modifier
   * @param name {@code ip4}, {@code include}, {@code redirect}, …
   * @param value the part after the colon or equals sign, without prefix lengths; empty for the
   *     domain itself
   * @param prefix {@code /24}, {@code /24//64}; empty where there is none
   */
  public record Term(char qualifier, String name, String value, String prefix) {

    /** Whether the term authorises the senders that it matches. */
    public boolean authorises() {
      return qualifier == '+' || (qualifier == '=' && name.equals("redirect"));
    }

    /** Whether the senders follow only from other DNS records. */
    public boolean needsLookup() {
      return switch (name) {
        case "a", "mx", "include", "redirect" -> true;
        default -> false;
      };
    }

    /** The domain that the term refers to: its own value, or the domain of the record. */
    public String targetDomain(String domain) {
      return value.isEmpty() ? domain : value;
    }

    /** The prefix length for IPv4 or IPv6 (RFC 7208 section 5.6); all bits where none is given. */
    public int prefixLength(boolean v6) {
      String[] both = prefix.split("//", -1);
      String mine = v6 ? (both.length > 1 ? both[1] : "") : both[0].replace("/", "");
      return mine.matches("\\d{1,3}") ? Integer.parseInt(mine) : (v6 ? 128 : 32);
    }

    @Override
    public String toString() {
      return name + (value.isEmpty() ? "" : (qualifier == '=' ? "=" : ":") + value) + prefix;
    }
  }

  /** Whether a TXT record is an SPF record, valid or not (RFC 7208 section 4.5). */
  public static boolean isSpf(String txt) {
    String text = txt.toLowerCase(Locale.ROOT);
    return text.equals(VERSION) || text.startsWith(VERSION + " ");
  }

  /** Empty where the text is no SPF record. */
  public static Optional<SpfRecord> of(String txt) {
    if (!isSpf(txt)) {
      return Optional.empty();
    }
    List<Term> terms =
        Arrays.stream(txt.toLowerCase(Locale.ROOT).split(" +"))
            .skip(1)
            .map(TERM::matcher)
            .filter(Matcher::matches)
            .map(SpfRecord::term)
            .toList();
    boolean all = terms.stream().anyMatch(term -> term.name().equals("all"));
    return Optional.of(
        new SpfRecord(
            terms.stream().filter(term -> !(all && term.name().equals("redirect"))).toList()));
  }

  private static Term term(Matcher m) {
    boolean modifier = "=".equals(m.group(3));
    char qualifier = modifier ? '=' : m.group(1) == null ? '+' : m.group(1).charAt(0);
    String value = m.group(4) == null ? "" : m.group(4);
    return new Term(qualifier, m.group(2), value, m.group(5));
  }
}
