package io.todoku.mailpath;

import io.todoku.mailpath.MailPath.LinkKind;
import io.todoku.mailpath.MailPath.NodeKind;
import io.todoku.mailpath.MailPath.PathMark;
import io.todoku.rule.Finding;
import io.todoku.rule.Fingerprint;
import io.todoku.rule.Fingerprint.SmtpSoftware;
import io.todoku.rule.Sender;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.HeloNames;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The mail server at an address, as far as it answered.
 *
 * @param relay the finding about relaying, which says what no answer means; null where the address
 *     is not judged as a server
 */
record ServerNode(
    Sender sender, Observed<SmtpDialogue> dialogue, @Nullable Finding relay, List<PathMark> marks) {

  /** The rules about a server whose results are shown in its node. */
  private static final List<String> MARKED =
      List.of("helo-resolves", "helo-matches-ptr", "no-open-relay", "starttls-offered");

  /** Empty where nothing answered and nobody judges that. */
  static Optional<ServerNode> of(Snapshot snapshot, Sender sender, PathFindings findings) {
    Observed<SmtpDialogue> dialogue = snapshot.mailServer(sender.address()).dialogue();
    Finding relay = findings.of("no-open-relay", sender);
    boolean answered = dialogue instanceof Known<SmtpDialogue>(var known) && known.listening();
    if (!answered && (relay == null || relay.verdict() == Verdict.NOT_APPLICABLE)) {
      return Optional.empty();
    }
    List<PathMark> marks =
        answered
            ? MARKED.stream()
                .flatMap(rule -> Stream.ofNullable(findings.of(rule, sender)))
                .filter(finding -> finding.verdict() != Verdict.NOT_APPLICABLE)
                .map(PathMark::of)
                .toList()
            : List.of();
    return Optional.of(new ServerNode(sender, dialogue, relay, marks));
  }

  /** Without what rules found of it, where the picture is about something else. */
  ServerNode withoutMarks() {
    return new ServerNode(sender, dialogue, relay, List.of());
  }

  void addTo(PathBuilder path, int holder, int column, double row) {
    switch (dialogue) {
      case Known<SmtpDialogue>(SmtpDialogue known) when known.listening() -> {
        Text label = software(known);
        int node = path.addMarked(NodeKind.SERVER, label, names(known), marks, column, row);
        path.link(
            LinkKind.SMTP,
            holder,
            node,
            LinkState.HOLDS,
            null,
            Text.of("mailpath.say.smtp", sender.address(), label),
            null);
      }
      case Known<SmtpDialogue> _ ->
          addAbsent(path, holder, column, row, Text.of("mailpath.server.silent"));
      case Unknown<SmtpDialogue>(Reason reason) ->
          addAbsent(path, holder, column, row, absence(reason.kind()));
    }
  }

  /** That nothing answered is said only where somebody asked. */
  private static Text absence(ReasonKind kind) {
    return Text.of(
        switch (kind) {
          case TIMEOUT, UNREACHABLE, REFUSED -> "mailpath.server.silent";
          case NOT_ALLOWED, NOT_ASKED, NOT_CONFIGURED, NOT_YET, BLOCKED ->
              "mailpath.server.not-contacted";
          case NO_CREDENTIALS,
              NO_SUCH_PROFILE,
              SSO_SIGN_IN_NEEDED,
              LOGIN_NEEDED,
              CREDENTIAL_PROCESS_FAILED,
              MFA_CODE_NEEDED,
              CREDENTIALS_EXPIRED,
              CREDENTIALS_INVALID,
              CLOCK_SKEW,
              NO_ACCESS,
              MAY_NOT_ASSUME_ROLE,
              WRONG_PARTITION,
              WRONG_ACCOUNT,
              DENIED,
              DENIED_EXPLICITLY,
              DENIED_BY_SERVICE_CONTROL_POLICY,
              DENIED_BY_RESOURCE_CONTROL_POLICY,
              DENIED_BY_PERMISSIONS_BOUNDARY,
              DENIED_BY_ENDPOINT_POLICY,
              DENIED_BY_SESSION_POLICY,
              REGION_NOT_ENABLED,
              TOKEN_NOT_VALID_IN_REGION,
              NOT_SIGNED_UP,
              UNDER_VERIFICATION,
              SUSPENDED,
              NOT_SUBSCRIBED,
              THROTTLED,
              UNAVAILABLE,
              SERVFAIL,
              CUT_OFF,
              MALFORMED,
              FAILED,
              INCONCLUSIVE,
              NOT_RECORDED,
              OUTDATED,
              INTERNAL_ERROR ->
              "mailpath.server.not-known";
        });
  }

  /** No server is known: the finding says whether that is known to be right. */
  private void addAbsent(PathBuilder path, int holder, int column, double row, Text label) {
    Finding finding = Objects.requireNonNull(relay);
    int node = path.addAbsent(NodeKind.SERVER, label, column, row);
    path.link(
        LinkKind.SMTP,
        holder,
        node,
        LinkState.of(finding),
        null,
        PathFindings.sentence(finding),
        finding);
  }

  /** The software, where its replies show it. */
  static Text software(SmtpDialogue dialogue) {
    SmtpSoftware software = Fingerprint.identify(dialogue);
    if (software == null) {
      return Text.of("mailpath.server.unidentified");
    }
    return Fingerprint.of(dialogue)
        .filter(found -> found.software() == software)
        .map(Fingerprint::version)
        .map(version -> PathBuilder.plain(software + " " + version))
        .orElseGet(() -> PathBuilder.plain(software.toString()));
  }

  private static @Nullable Text names(SmtpDialogue dialogue) {
    List<String> names = HeloNames.of(dialogue);
    return names.isEmpty() ? null : PathBuilder.plain(String.join(", ", names));
  }
}
