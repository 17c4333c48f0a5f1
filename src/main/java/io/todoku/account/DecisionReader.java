package io.todoku.account;

import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.Attestation.AttestationState;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks attestations and waivers of files as strictly as the application checks those that people
 * record, but for expired ones: they stay in a file, and count no longer.
 */
public final class DecisionReader {

  private static final int MAX_RULE = 100;
  private static final int MAX_AUTHOR = 200;

  private final KnownRules rules;
  private final Clock clock;

  public DecisionReader(KnownRules rules, Clock clock) {
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * @param accountId whose they are; the ids of decisions depend on it
   * @throws InvalidInputException with the place in the list and the reason if one is invalid
   */
  public AccountDecisions read(
      String accountId,
      @Nullable List<AttestationSettings> attestations,
      @Nullable List<WaiverSettings> waivers) {
    return new AccountDecisions(
        readAll("attestations", attestations, entry -> attestation(accountId, entry)),
        readAll("waivers", waivers, entry -> waiver(accountId, entry)));
  }

  private static <S, D> List<D> readAll(
      String name, @Nullable List<S> entries, Function<S, D> reader) {
    List<D> all = new ArrayList<>();
    for (S entry : entries == null ? List.<S>of() : entries) {
      String place = name + "[" + all.size() + "]";
      if (entry == null) {
        throw InvalidInputException.withMessage(place + " is empty");
      }
      try {
        all.add(reader.apply(entry));
      } catch (InvalidInputException wrong) {
        throw InvalidInputException.withMessage(place + ": " + wrong.getMessage());
      }
    }
    return all;
  }

  private Attestation attestation(String accountId, AttestationSettings entry) {
    String rule = knownRule(entry.rule());
    if (!rules.acceptsAttestation(rule)) {
      throw InvalidInputException.withMessage(
          "the rule \"%s\" does not take attestations; these do: %s"
              .formatted(
                  rule, names(rules.ids().stream().filter(rules::acceptsAttestation).toList())));
    }
    LocalDate date = pastDay("date", entry.date());
    LocalDate expires = entry.expires() == null ? null : day("expires", entry.expires());
    checkOrder(date, expires);
    String region = optional("region", entry.region(), 40);
    if (region != null && !Account.isRegion(region)) {
      throw InvalidInputException.withMessage("region: \"" + region + "\" is not an AWS Region");
    }
    return new Attestation(
        id("attestation", accountId, entry),
        rule,
        region,
        state(entry.state()),
        date,
        required("author", entry.author(), MAX_AUTHOR),
        optional("case-id", entry.caseId(), 100),
        optional("note", entry.note(), 2000),
        date.atStartOfDay(ZoneOffset.UTC).toInstant(),
        expires);
  }

  private Waiver waiver(String accountId, WaiverSettings entry) {
    String rule = knownRule(entry.rule());
    LocalDate date = pastDay("date", entry.date());
    LocalDate expires = day("expires", entry.expires());
    checkOrder(date, expires);
    if (expires.isAfter(date.plusYears(2))) {
      throw InvalidInputException.withMessage(
          "expires: a waiver of %s must end by %s".formatted(date, date.plusYears(2)));
    }
    return new Waiver(
        id("waiver", accountId, entry),
        rule,
        required("resource", entry.resource(), 500),
        required("reason", entry.reason(), 2000),
        required("author", entry.author(), MAX_AUTHOR),
        date.atStartOfDay(ZoneOffset.UTC).toInstant(),
        expires);
  }

  private String knownRule(@Nullable String given) {
    String rule = required("rule", given, MAX_RULE);
    if (!rules.exists(rule)) {
      throw InvalidInputException.withMessage(
          "there is no rule \"%s\"; the rules are: %s".formatted(rule, names(rules.ids())));
    }
    return rule;
  }

  private static AttestationState state(@Nullable String given) {
    return Arrays.stream(AttestationState.values())
        .filter(state -> state.name().equalsIgnoreCase(given))
        .findFirst()
        .orElseThrow(() ->
            InvalidInputException.withMessage(
                "state must be one of %s, not \"%s\""
                    .formatted(
                        Arrays.stream(AttestationState.values())
                            .map(state -> state.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", ")),
                        given == null ? "" : given)));
  }

  /** Tomorrow is no mistake: it has come somewhere already. */
  private LocalDate pastDay(String field, @Nullable String given) {
    LocalDate day = day(field, given);
    if (day.isAfter(LocalDate.now(clock).plusDays(1))) {
      throw InvalidInputException.withMessage(field + ": the date " + day + " is in the future");
    }
    return day;
  }

  private static LocalDate day(String field, @Nullable String given) {
    String text = required(field, given, 40);
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw InvalidInputException.withMessage(
          "%s: \"%s\" is not a date such as 2027-03-31".formatted(field, text));
    }
  }

  private static void checkOrder(LocalDate date, @Nullable LocalDate expires) {
    if (expires != null && expires.isBefore(date)) {
      throw InvalidInputException.withMessage(
          "it expires on %s, before its date %s".formatted(expires, date));
    }
  }

  /** The same entry of an account has the same id in every run and on every node. */
  private static String id(String kind, String accountId, Record entry) {
    return ConfiguredDecisions.ID_PREFIX
        + UUID.nameUUIDFromBytes((kind + accountId + entry).getBytes(StandardCharsets.UTF_8));
  }

  private static String required(String field, @Nullable String value, int limit) {
    String kept = optional(field, value, limit);
    if (kept == null) {
      throw InvalidInputException.withMessage(field + " is missing");
    }
    return kept;
  }

  /** As {@link TextInput#optional}, but with the key of the file in its message. */
  private static @Nullable String optional(String field, @Nullable String value, int limit) {
    String kept = TextInput.optional("note", value, Integer.MAX_VALUE);
    if (kept != null && kept.length() > limit) {
      throw InvalidInputException.withMessage(
          "%s is longer than %d characters".formatted(field, limit));
    }
    return kept;
  }

  private static String names(List<String> ids) {
    return ids.stream().sorted().collect(Collectors.joining(", "));
  }
}
