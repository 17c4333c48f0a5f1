package io.todoku.rule.domain;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.RecordChange;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * What one rule judges: a mail domain. Each lookup that the rule makes becomes evidence of its
 * finding. The domain is the first argument of every text.
 */
final class MailDomainContext {

  /** The number of lookups shown as evidence; a longer list would hide the decisive ones. */
  private static final int MAX_EVIDENCE = 40;

  private final String rule;
  private final Snapshot snapshot;
  private final MailDomain domain;
  private final Map<String, DnsLookup> lookups = new LinkedHashMap<>();
  private final List<Evidence> otherEvidence = new ArrayList<>();

  private MailDomainContext(String rule, Snapshot snapshot, MailDomain domain) {
    this.rule = rule;
    this.snapshot = snapshot;
    this.domain = domain;
  }

  /** One finding for each mail domain of the account. */
  static List<Finding> judgeEach(
      String rule, Snapshot snapshot, Function<MailDomainContext, Finding> judge) {
    return snapshot.account().distinctDomains().stream()
        .map(domain -> judge.apply(new MailDomainContext(rule, snapshot, domain)))
        .toList();
  }

  String domain() {
    return domain.name();
  }

  List<String> selectors() {
    return domain.dkimSelectors();
  }

  Snapshot snapshot() {
    return snapshot;
  }

  DnsLookup lookup(String name, String type) {
    DnsLookup lookup = snapshot.lookup(name, type);
    lookups.putIfAbsent(lookup.name() + " " + type, lookup);
    return lookup;
  }

  /** Adds evidence that is shown after the lookups. */
  void addEvidence(Evidence evidence) {
    otherEvidence.add(evidence);
  }

  Finding pass(String key, Object... arguments) {
    return finding().pass(key, arguments);
  }

  Finding warn(String key, Remedy remedy, Object... arguments) {
    return finding().warn(key, arguments).withRemedy(remedy);
  }

  Finding fail(String key, Remedy remedy, Object... arguments) {
    return finding().fail(key, arguments).withRemedy(remedy);
  }

  Finding unknown(String key, Reason reason, Remedy remedy, Object... arguments) {
    return finding().unknown(reason, key, arguments).withRemedy(remedy);
  }

  Finding notApplicable(String key, Object... arguments) {
    return finding().notApplicable(key, arguments);
  }

  private FindingBuilder finding() {
    return Finding.of(
            rule, new Resource(Resource.Type.MAIL_DOMAIN, domain.name(), null, null, null))
        .evidence(lookups.values().stream().limit(MAX_EVIDENCE).map(Evidence::dns).toList())
        .evidence(otherEvidence);
  }

  /** A text of this rule, with the domain before its other arguments. */
  Text text(String key, Object... arguments) {
    return Text.about(domain.name(), rule + "." + key, arguments);
  }

  /** A remedy of one step and what is pasted for it. */
  Remedy remedy(String key, List<RemedyBlock> blocks, Object... arguments) {
    return Remedy.of(List.of(text(key, arguments)), blocks);
  }

  /** A remedy of one step that publishes a text in the place of those of its version. */
  Remedy publishing(String key, String name, String text, Object... arguments) {
    RecordChange change = textRecord(name, text);
    return change.block().isEmpty()
        ? remedy(key, List.of(), arguments)
        : remedy(key, change.block().stream().toList(), arguments).verifying(change.verification());
  }

  /** The change of a text record, in the place of those of its version. */
  RecordChange textRecord(String name, String text) {
    String version = text.split("[ ;]", 2)[0].toLowerCase(Locale.ROOT);
    boolean ownName = DnsLookup.canonical(name).startsWith("_");
    return RecordChange.ofText(
        name,
        text,
        snapshot.lookup(name, "TXT"),
        other -> {
          String published = other.strip().toLowerCase(Locale.ROOT);
          return ownName ? published.contains(version) : published.startsWith(version);
        });
  }
}
