package io.todoku.spf;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.jspf.core.DNSRequest;
import org.apache.james.jspf.core.DNSService;
import org.apache.james.jspf.core.exceptions.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Answers the DNS queries of jSPF, and adds what it leaves out of RFC 7208: the limits on empty
 * answers and on MX hosts, letter case, and that a failed query is not an empty answer.
 */
final class JspfDnsService implements DNSService {

  /** Empty answers that receivers tolerate (section 4.6.4). */
  private static final int MAX_EMPTY_ANSWERS = 2;

  /** MX hosts and PTR names that are looked up (section 4.6.4). */
  private static final int MAX_HOSTS = 10;

  /**
   * Characters of one term. A name has at most 253, and jSPF takes a frame of the stack for each
   * character of a term.
   */
  private static final int MAX_TERM = 512;

  /** A macro, in which letter case has a meaning, or other text. */
  private static final Pattern MACRO_OR_TEXT = Pattern.compile("%\\{[^}]*}|[^%]+|%");

  private static final Pattern ESCAPED_OCTET = Pattern.compile("\\\\(\\d{3})");

  private final SpfEvaluator.DnsSource dns;
  private final Set<String> hostsOfTerm = new HashSet<>();
  private int emptyAnswers;
  private @Nullable Reason failedHostLookup;
  private @Nullable Reason failedTextLookup;

  JspfDnsService(SpfEvaluator.DnsSource dns) {
    this.dns = dns;
  }

  /** Begins the next term; empty answers for the hosts that a term finds are not counted. */
  void beginTerm() {
    hostsOfTerm.clear();
  }

  /** Why the first lookup of a host or address failed; null where none failed. */
  @Nullable Reason failedHostLookup() {
    return failedHostLookup;
  }

  /**
   * Why the first TXT lookup failed; null where none failed. It matters only if the result of jSPF
   * is {@code temperror}, because the text of an explanation decides nothing.
   */
  @Nullable Reason failedTextLookup() {
    return failedTextLookup;
  }

  /** A new list, because jSPF changes it; null for an empty answer. */
  @Override
  public @Nullable List<String> getRecords(DNSRequest request) throws TimeoutException {
    List<String> records = records(request);
    return records == null ? null : new ArrayList<>(records);
  }

  private @Nullable List<String> records(DNSRequest request) throws TimeoutException {
    return switch (request.getRecordType()) {
      case DNSRequest.A -> resolve(request.getHostname(), "A");
      case DNSRequest.AAAA -> resolve(request.getHostname(), "AAAA");
      case DNSRequest.PTR -> ptrNames(request.getHostname());
      case DNSRequest.MX -> mxHosts(request.getHostname());
      case DNSRequest.TXT -> txtRecords(request.getHostname());
      default -> null; // the record type SPF is obsolete (section 3.1)
    };
  }

  private @Nullable List<String> ptrNames(String reverse) throws TimeoutException {
    List<String> names = resolve(reverse, "PTR");
    if (names != null) {
      names.stream().map(DnsLookup::canonical).forEach(hostsOfTerm::add);
    }
    return names;
  }

  private @Nullable List<String> mxHosts(String name) throws TimeoutException {
    List<String> records = resolve(name, "MX");
    if (records == null) {
      return null;
    }
    List<String> exchanges = DnsLookup.mxHosts(records);
    if (exchanges.size() > MAX_HOSTS) {
      throw new SpfLimitExceededException(name + " MX: more than " + MAX_HOSTS + " hosts");
    }
    exchanges.stream().map(DnsLookup::canonical).forEach(hostsOfTerm::add);
    return exchanges;
  }

  private @Nullable List<String> txtRecords(String name) throws TimeoutException {
    return switch (dns.lookup(name, "TXT").answer()) {
      case Known<DnsAnswer>(DnsAnswer answer) when answer.status() != DnsLookup.Status.BOGUS ->
          answer.records().isEmpty()
              ? null
              : answer.records().stream()
                  .map(record -> checkTerms(name, record))
                  .map(JspfDnsService::lowerCase)
                  .toList();
      case Known<DnsAnswer> _ ->
          throw recordTextFailure(Reason.of(ReasonKind.SERVFAIL, name + " TXT", "BOGUS"));
      case Unknown<DnsAnswer>(Reason reason) -> throw recordTextFailure(reason);
    };
  }

  private static String checkTerms(String name, String record) {
    if (SpfRecord.isSpf(record)) {
      for (String term : record.split(" ", -1)) {
        if (term.length() > MAX_TERM) {
          throw new SpfLimitExceededException(
              name + " TXT: a term of more than " + MAX_TERM + " characters");
        }
      }
    }
    return record;
  }

  private TimeoutException recordTextFailure(Reason reason) {
    if (failedTextLookup == null) {
      failedTextLookup = reason;
    }
    return new TimeoutException(reason.source());
  }

  private @Nullable List<String> resolve(String name, String type) throws TimeoutException {
    return switch (dns.lookup(name, type).answer()) {
      case Known<DnsAnswer>(DnsAnswer answer) ->
          switch (answer.status()) {
            case ANSWERED -> answer.records();
            case NXDOMAIN, NODATA ->
                hostsOfTerm.contains(DnsLookup.canonical(name))
                    ? null
                    : countEmptyAnswer(name + " " + type);
            case CNAME_LOOP -> null;
            case BOGUS ->
                throw recordHostFailure(Reason.of(ReasonKind.SERVFAIL, name + " " + type, "BOGUS"));
          };
      case Unknown<DnsAnswer>(Reason reason) -> throw recordHostFailure(reason);
    };
  }

  private @Nullable List<String> countEmptyAnswer(String question) {
    if (++emptyAnswers > MAX_EMPTY_ANSWERS) {
      throw new SpfLimitExceededException(
          question + ": more than " + MAX_EMPTY_ANSWERS + " empty answers");
    }
    return null;
  }

  private TimeoutException recordHostFailure(Reason reason) {
    if (failedHostLookup == null) {
      failedHostLookup = reason;
    }
    return new TimeoutException(reason.source());
  }

  /** Lower-cases a record, because jSPF compares PTR names with regard to case. */
  private static String lowerCase(String record) {
    String octets =
        ESCAPED_OCTET.matcher(record).replaceAll(m -> "" + (char) Integer.parseInt(m.group(1)));
    return MACRO_OR_TEXT
        .matcher(octets)
        .replaceAll(m ->
            Matcher.quoteReplacement(
                m.group().startsWith("%{") ? m.group() : m.group().toLowerCase(Locale.ROOT)));
  }

  @Override
  public CompletionStage<List<String>> getRecordsAsync(DNSRequest request) {
    throw new UnsupportedOperationException("answers are synchronous");
  }

  @Override
  public List<String> getLocalDomainNames() {
    return List.of();
  }

  @Override
  public void setTimeOut(int seconds) {}

  @Override
  public int getRecordLimit() {
    return MAX_HOSTS;
  }

  @Override
  public void setRecordLimit(int limit) {}
}
