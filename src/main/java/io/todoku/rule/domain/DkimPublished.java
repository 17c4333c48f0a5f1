package io.todoku.rule.domain;

import io.todoku.rule.Finding;
import io.todoku.rule.Placeholder;
import io.todoku.rule.Question;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.ShellArgument;
import io.todoku.rule.Text;
import io.todoku.rule.domain.DkimKey.Algorithm;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.MailDnsNames;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Every DKIM selector of a mail domain has a key that verifiers accept (RFC 6376 section 3.6). */
@Component
class DkimPublished implements Rule {

  static final String ID = "dkim-published";

  /** The command overwrites the files of its selector, so it never gets one that is in use. */
  private static final String NEW_SELECTOR = Placeholder.NEW_SELECTOR.token();

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.DOMAINS).revision(3).rfc(6376);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return MailDomainContext.judgeEach(ID, snapshot, DkimPublished::judge);
  }

  private static Finding judge(MailDomainContext mail) {
    DkimSelectors selectors = DkimSelectors.of(mail);
    if (!selectors.all().isEmpty()) {
      return new SelectorResults(mail, selectors).finding();
    }
    if (DomainSending.isParked(mail)) {
      return mail.notApplicable("na.parked");
    }
    return selectors.unknownOfSes() == null
        ? mail.unknown(
            "unknown.selector", notConfigured(mail), mail.remedy("do.selector", List.of()))
        : mail.unknown(
            "unknown.ses",
            selectors.unknownOfSes(),
            Remedy.NONE,
            String.join(", ", selectors.unknownIn()));
  }

  private static Reason notConfigured(MailDomainContext mail) {
    return Question.DKIM_SELECTORS.about(
        mail.domain(), MailDnsNames.dkimParent(mail.domain()) + " TXT");
  }

  /** The selectors of one domain, grouped by their result. */
  private static final class SelectorResults {

    private final MailDomainContext context;
    private final DkimSelectors selectors;
    private final List<String> good = new ArrayList<>();
    private final List<String> weak = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final List<String> unpublished = new ArrayList<>();
    private final List<String> unanswered = new ArrayList<>();
    private final List<Reason> failedLookups = new ArrayList<>();
    private final List<Text> steps = new ArrayList<>();
    private final List<RemedyBlock> blocks = new ArrayList<>();
    private boolean hasRsaKey;

    SelectorResults(MailDomainContext mail, DkimSelectors selectors) {
      this.context = mail;
      this.selectors = selectors;
      selectors.all().forEach(this::examine);
      if (good.isEmpty() && weak.isEmpty()) {
        wrong.addAll(unpublished); // nothing is published that the provider could sign with
      }
    }

    private void examine(String selector) {
      String name = MailDnsNames.dkimName(selector, context.domain());
      DnsLookup lookup = context.lookup(name, "TXT");
      switch (DkimSelectorResult.of(lookup)) {
        case DkimSelectorResult.SingleKey(DkimKey.Usable key, boolean hasOtherTexts) -> {
          hasRsaKey |= key.algorithm() == Algorithm.RSA;
          List<String> weaknesses = weaknesses(key, hasOtherTexts);
          (weaknesses.isEmpty() ? good : weak).add(selector);
          weaknesses.forEach(weakness -> step(weakness, name));
        }
        case DkimSelectorResult.UnusableKey(DkimKey.Fault fault) ->
            wrong(fault.id(), name, selector);
        case DkimSelectorResult.NoKey _ -> {
          if (selectors.isPublishedByProvider(selector, context.domain(), aliases(lookup))) {
            unpublished.add(selector);
            step("provider", name);
          } else {
            wrong("missing", name, selector);
          }
        }
        case DkimSelectorResult.SeveralKeys _ -> wrong("several", name, selector);
        case DkimSelectorResult.UnresolvableKey _ -> wrong("zone", name, selector);
        case DkimSelectorResult.UndeterminedKey(Reason reason) -> {
          unanswered.add(selector);
          failedLookups.add(reason);
        }
      }
    }

    private static List<String> aliases(DnsLookup lookup) {
      return lookup.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
          ? answer.aliases()
          : List.of();
    }

    private static List<String> weaknesses(DkimKey.Usable key, boolean hasOtherTexts) {
      List<String> weaknesses = new ArrayList<>();
      if (key.algorithm() == Algorithm.RSA && key.bits() < DkimKey.RECOMMENDED_BITS) {
        weaknesses.add("longer");
      }
      if (key.algorithm() == Algorithm.RSA && key.bits() > DkimKey.MAX_BITS) {
        weaknesses.add("shorter");
      }
      if (key.testing()) {
        weaknesses.add("end-test");
      }
      if (hasOtherTexts) {
        weaknesses.add("alone");
      }
      return weaknesses;
    }

    private void wrong(String problem, String name, String selector) {
      wrong.add(selector);
      step(problem, name);
    }

    private void step(String remedy, String name) {
      steps.add(context.text("do." + remedy, name));
      switch (remedy) {
        case "revoked", "short", "algorithm", "longer", "shorter" -> {
          if (blocks.isEmpty()) {
            blocks.add(
                RemedyBlock.shell(
                    "opendkim-genkey -b 2048 -s %s -d %s"
                        .formatted(NEW_SELECTOR, ShellArgument.quote(context.domain()))));
          }
        }
        default -> {} // the record must be changed, not the key
      }
    }

    Finding finding() {
      Remedy remedy = steps.isEmpty() ? Remedy.NONE : Remedy.of(steps, blocks);
      if (!wrong.isEmpty()) {
        return context.fail("fail", remedy, String.join(", ", wrong));
      }
      if (!failedLookups.isEmpty()) {
        return context.unknown(
            "unknown", failedLookups.getFirst(), remedy, String.join(", ", unanswered));
      }
      String published =
          Stream.concat(good.stream(), weak.stream()).collect(Collectors.joining(", "));
      if (selectors.unknownOfSes() != null) {
        return context.unknown(
            "unknown.ses",
            selectors.unknownOfSes(),
            remedy,
            String.join(", ", selectors.unknownIn()));
      }
      if (selectors.lackThoseOfOwnSenders()) {
        return context.unknown(
            "unknown.own",
            notConfigured(context),
            context.remedy("do.selector", List.of()),
            published,
            String.join(", ", selectors.ownSenders()));
      }
      if (!weak.isEmpty()) {
        return context.warn("warn", remedy, String.join(", ", weak));
      }
      if (!unpublished.isEmpty()) {
        return context.warn("warn.unpublished", remedy, String.join(", ", unpublished), published);
      }
      return hasRsaKey
          ? context.pass("pass", published)
          : context.warn("warn.ed25519", context.remedy("do.rsa", List.of()), published);
    }
  }
}
