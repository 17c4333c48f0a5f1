package io.todoku.rule.server;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.MailServer.Dialogue;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import org.springframework.stereotype.Component;

/** A mail server takes passwords within TLS only. */
@Component
class AuthOnlyOverTls implements Rule {

  static final String ID = "auth-only-over-tls";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.SERVERS);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Answering.judge(
        ID,
        snapshot,
        (sender, server, dialogue) -> {
          List<String> offers = offers(dialogue);
          boolean clear = !offers.isEmpty();
          return new Finding(
              ID,
              sender.resource(),
              clear ? Verdict.FAIL : Verdict.PASS,
              clear
                  ? Text.of(ID + ".fail", sender.address(), String.join(", ", offers))
                  : Text.of(ID + ".pass", sender.address()),
              null,
              List.of(
                  Answering.said(
                      server, List.of("EHLO: " + String.join(", ", dialogue.extensions())))),
              clear
                  ? new Remedy(
                      List.of(Text.of(ID + ".do.tls-only")),
                      List.of("postconf -e 'smtpd_tls_auth_only = yes'\npostfix reload"))
                  : Remedy.NONE);
        });
  }

  /** As RFC 4954 writes it, and as old clients wanted it: {@code AUTH=LOGIN}. */
  private static List<String> offers(Dialogue dialogue) {
    return dialogue.extensions().stream().filter(e -> e.matches("AUTH([ =].*)?")).toList();
  }
}
