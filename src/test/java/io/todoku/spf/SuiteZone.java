package io.todoku.spf;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Zone data as the suite writes it: records by name in their order; {@code TIMEOUT} for every
 * question whose type does not stand before it, {@code SPF} for TXT where no TXT is named.
 */
final class SuiteZone implements SpfEvaluator.DnsSource {

  private final Map<String, List<?>> records = new HashMap<>();

  SuiteZone(Map<String, Object> zone) {
    zone.forEach((name, list) -> records.put(DnsLookup.canonical(name), (List<?>) list));
  }

  @Override
  public DnsLookup lookup(String name, String type) {
    return new DnsLookup(name, type, "suite", Instant.EPOCH, answer(name, type, 10));
  }

  private Observed<DnsAnswer> answer(String name, String type, int aliases) {
    List<?> here = records.get(DnsLookup.canonical(name));
    if (here == null) {
      return known(Status.NXDOMAIN, List.of());
    }
    boolean ownText = here.stream().anyMatch(r -> r instanceof Map<?, ?> m && m.containsKey("TXT"));
    String wanted = type.equals("TXT") && !ownText ? "SPF" : type;
    List<String> found = new ArrayList<>();
    for (Object record : here) {
      if (record.equals("TIMEOUT")) {
        if (found.isEmpty()) {
          return Observed.unknown(Reason.of(ReasonKind.TIMEOUT, name + " " + type, "suite"));
        }
      } else if (record instanceof Map<?, ?> one) {
        Object alias = one.get("CNAME");
        if (alias != null) {
          return aliases == 0
              ? known(Status.CNAME_LOOP, List.of())
              : answer(alias.toString(), type, aliases - 1);
        }
        Object value = one.get(wanted);
        if ("TIMEOUT".equals(value)) {
          return Observed.unknown(Reason.of(ReasonKind.TIMEOUT, name + " " + type, "suite"));
        }
        if (value != null && !value.equals("NONE")) {
          found.add(text(type, value));
        }
      }
    }
    return known(found.isEmpty() ? Status.NODATA : Status.ANSWERED, found);
  }

  private static String text(String type, Object value) {
    if (!(value instanceof List<?> parts)) {
      return type.equals("PTR") ? DnsLookup.canonical(value.toString()) : value.toString();
    }
    return parts.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(type.equals("MX") ? " " : ""));
  }

  private static Observed<DnsAnswer> known(Status status, List<String> found) {
    return Observed.known(new DnsAnswer(status, List.copyOf(found), List.of(), null));
  }
}
