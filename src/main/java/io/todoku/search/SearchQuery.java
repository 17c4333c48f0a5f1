package io.todoku.search;

import com.google.common.net.InetAddresses;
import io.todoku.snapshot.Network;
import java.net.IDN;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person searches for, in the forms in which it may be known.
 *
 * @param forms in lower case, each once; empty where there is nothing to search for
 * @param address whether it is a whole IP address, so that only that one is meant
 */
record SearchQuery(List<String> forms, boolean address) {

  private static final int MAX_LENGTH = 253;

  /** What people copy along with a name: brackets, quotes, a full stop at the end. */
  private static final Pattern AROUND =
      Pattern.compile("^[\\s<>\\[\\]()\"'「」`,;]+|[\\s<>\\[\\]()\"'「」`,;.。]+$");

  private static final Pattern LINK = Pattern.compile("^[a-z]+://([^/?#]+).*$");
  private static final Pattern MAILBOX = Pattern.compile("^[^\\s@]+@([^\\s@]+)$");

  /** How well an entry fits. */
  enum SearchMatch {
    EXACT,
    START,
    PART
  }

  static SearchQuery of(String entered) {
    // full-width digits and letters become the usual ones
    String text =
        Normalizer.normalize(entered, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    if (text.length() > MAX_LENGTH) {
      return new SearchQuery(List.of(), false);
    }
    text = AROUND.matcher(text).replaceAll("");
    text = LINK.matcher(text).replaceFirst("$1");
    text = MAILBOX.matcher(text).replaceFirst("$1");
    text = AROUND.matcher(text).replaceAll("").replaceFirst("^ipv6:", "");
    Optional<String> address = canonicalAddress(text);
    if (address.isPresent()) {
      return new SearchQuery(List.of(address.get()), true);
    }
    return new SearchQuery(
        Stream.of(text, ascii(text)).filter(form -> !form.isBlank()).distinct().toList(), false);
  }

  /** The usual form of an IP address, however it is written; empty where it is none. */
  static Optional<String> canonicalAddress(String text) {
    return Network.parseAddress(text)
        .map(InetAddresses::toAddrString)
        .map(address -> address.toLowerCase(Locale.ROOT));
  }

  /** An internationalized name as DNS carries it; empty where it is none. */
  private static String ascii(String text) {
    if (text.chars().allMatch(c -> c < 128) || !text.contains(".")) {
      return "";
    }
    try {
      return IDN.toASCII(text, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException noName) {
      return "";
    }
  }

  boolean isEmpty() {
    return forms.isEmpty();
  }

  Optional<SearchMatch> match(SearchEntry entry) {
    @Nullable SearchMatch best = null;
    for (String term : entry.terms()) {
      for (String form : forms) {
        SearchMatch match = match(term, form);
        if (match != null && (best == null || match.compareTo(best) < 0)) {
          best = match;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private @Nullable SearchMatch match(String term, String form) {
    if (term.equals(form)) {
      return SearchMatch.EXACT;
    }
    if (address) {
      return null;
    }
    return term.startsWith(form)
        ? SearchMatch.START
        : term.contains(form) ? SearchMatch.PART : null;
  }
}
