package io.todoku.rule.domain;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Shell;
import io.todoku.rule.Text;
import io.todoku.rule.domain.DkimKey.Algorithm;
import io.todoku.snapshot.MailNames;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Every DKIM selector of a mail domain has a key that verifiers take (RFC 6376 section 3.6). */
@Component
class DkimPublished implements Rule {

  static final String ID = "dkim-published";

  /** The command overwrites the files of the selector that it is given: never one in use. */
  private static final String NEW_SELECTOR = "NEW-SELECTOR";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.DOMAINS);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return DomainCase.each(ID, snapshot, DkimPublished::judge);
  }

  /** Selectors are never guessed: one that is found would prove nothing of what signs. */
  private static Finding judge(DomainCase mail) {
    return mail.selectors().isEmpty()
        ? mail.unknown(
            "unknown.selector",
            new Reason(
                Cause.NOT_CONFIGURED, "_domainkey." + mail.domain() + " TXT", "", "dkim-selectors"),
            mail.remedy("do.selector", List.of()))
        : new Keys(mail).verdict();
  }

  /** The selectors of one domain, sorted by what is to be said of them. */
  private static final class Keys {

    private final DomainCase mail;
    private final List<String> good = new ArrayList<>();
    private final List<String> weak = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final List<String> silent = new ArrayList<>();
    private final List<Reason> unseen = new ArrayList<>();
    private final List<Text> steps = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();
    private boolean rsa;

    Keys(DomainCase mail) {
      this.mail = mail;
      mail.selectors().stream().distinct().forEach(this::look);
    }

    private void look(String selector) {
      String name = MailNames.dkim(selector, mail.domain());
      switch (DkimSelector.of(mail.ask(name, "TXT"))) {
        case DkimSelector.Key(DkimKey.Usable key, boolean beside) -> {
          rsa |= key.algorithm() == Algorithm.RSA;
          List<String> doubts = doubts(key, beside);
          (doubts.isEmpty() ? good : weak).add(selector);
          doubts.forEach(doubt -> step(doubt, name));
        }
        case DkimSelector.Faulty(DkimKey.Fault fault) -> wrong(fault.id(), name, selector);
        case DkimSelector.Missing _ -> wrong("missing", name, selector);
        case DkimSelector.Several _ -> wrong("several", name, selector);
        case DkimSelector.Broken _ -> wrong("zone", name, selector);
        case DkimSelector.Unseen(Reason reason) -> {
          silent.add(selector);
          unseen.add(reason);
        }
      }
    }

    private static List<String> doubts(DkimKey.Usable key, boolean beside) {
      List<String> doubts = new ArrayList<>();
      if (key.algorithm() == Algorithm.RSA && key.bits() < DkimKey.GOOD_BITS) {
        doubts.add("longer");
      }
      if (key.algorithm() == Algorithm.RSA && key.bits() > DkimKey.MOST_BITS) {
        doubts.add("shorter");
      }
      if (key.testing()) {
        doubts.add("end-test");
      }
      if (beside) {
        doubts.add("alone");
      }
      return doubts;
    }

    private void wrong(String what, String name, String selector) {
      wrong.add(selector);
      step(what, name);
    }

    private void step(String what, String name) {
      steps.add(mail.text("do." + what, name));
      switch (what) {
        case "revoked", "short", "algorithm", "longer", "shorter" -> {
          if (commands.isEmpty()) {
            commands.add(
                "opendkim-genkey -b 2048 -s %s -d %s"
                    .formatted(NEW_SELECTOR, Shell.word(mail.domain())));
          }
        }
        default -> {} // the record is to be changed, not the key
      }
    }

    Finding verdict() {
      Remedy remedy = new Remedy(List.copyOf(steps), List.copyOf(commands));
      if (!wrong.isEmpty()) {
        return mail.fail("fail", remedy, String.join(", ", wrong));
      }
      if (!unseen.isEmpty()) {
        return mail.unknown("unknown", unseen.getFirst(), remedy, String.join(", ", silent));
      }
      if (!weak.isEmpty()) {
        return mail.warn("warn", remedy, String.join(", ", weak));
      }
      String named = String.join(", ", good);
      return rsa
          ? mail.pass("pass", named)
          : mail.warn("warn.ed25519", mail.remedy("do.rsa", List.of()), named);
    }
  }
}
