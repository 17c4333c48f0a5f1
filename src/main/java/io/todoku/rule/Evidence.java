package io.todoku.rule;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a verdict rests on, so that a reader can repeat the check by hand.
 *
 * @param source {@code dns}, {@code aws}, {@code smtp}, {@code mailbox}, {@code web}, {@code
 *     person}
 * @param query what was asked: {@code mail.example.com A}, an API and its parameters, a host and
 *     port
 * @param answer the answer, line by line
 * @param resolver that answered, for DNS; null otherwise
 * @param ttl in seconds, for DNS; null otherwise
 * @param at when it was asked
 */
public record Evidence(
    String source,
    String query,
    List<String> answer,
    @Nullable String resolver,
    @Nullable Long ttl,
    Instant at) {

  /** This evidence with another time. */
  Evidence at(Instant time) {
    return new Evidence(source, query, answer, resolver, ttl, time);
  }

  public static Evidence aws(String query, List<String> answer, Instant at) {
    return new Evidence("aws", query, answer, null, null, at);
  }

  /** The failure of a call to AWS. */
  public static Evidence awsFailure(Reason reason, Instant at) {
    return aws(reason.source(), List.of(reason.asEvidence()), at);
  }

  public static Evidence smtp(String query, List<String> transcript, Instant at) {
    return new Evidence("smtp", query, transcript, null, null, at);
  }

  /** A dialogue in POP3 or IMAP. */
  public static Evidence mailbox(String query, List<String> transcript, Instant at) {
    return new Evidence("mailbox", query, transcript, null, null, at);
  }

  /**
   * @param url the URL that was requested
   */
  public static Evidence web(String url, List<String> answer, Instant at) {
    return new Evidence("web", url, answer, null, null, at);
  }

  public static Evidence person(String query, List<String> statements, Instant at) {
    return new Evidence("person", query, statements, null, null, at);
  }

  public static Evidence dns(DnsLookup lookup) {
    String query = lookup.name() + " " + lookup.type();
    return switch (lookup.answer()) {
      case Known<DnsLookup.DnsAnswer>(DnsLookup.DnsAnswer answer) ->
          new Evidence(
              "dns",
              query,
              Stream.concat(
                      answer.aliases().stream().map(alias -> "CNAME " + alias),
                      answer.status() == DnsLookup.Status.ANSWERED
                          ? answer.records().stream()
                          : Stream.of(answer.status().name()))
                  .toList(),
              lookup.resolver(),
              answer.ttl(),
              lookup.at());
      case Unknown<DnsLookup.DnsAnswer>(var reason) ->
          new Evidence(
              "dns", query, List.of(reason.asEvidence()), lookup.resolver(), null, lookup.at());
    };
  }
}
