package io.todoku.rule.address;

import io.todoku.rule.BlockKind;
import io.todoku.rule.Fingerprint;
import io.todoku.rule.Fingerprint.SmtpSoftware;
import io.todoku.rule.GenericName;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.Sender;
import io.todoku.rule.Text;
import io.todoku.rule.address.ForwardConfirmation.ConfirmationOutcome;
import io.todoku.snapshot.HeloNames;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;

/** How to make a mail server call itself by the name that its address has. */
final class HeloNameRemedy {

  private HeloNameRemedy() {}

  /**
   * Settings are given only for software that was identified, and only with a name that is known.
   *
   * @param step key of the text of the step, which takes the name; {@code <step>.choose} where the
   *     snapshot shows none
   */
  static Remedy changeHeloName(String step, Snapshot snapshot, Sender sender) {
    return confirmedName(snapshot, sender)
        .map(name -> Remedy.of(List.of(Text.of(step, name)), settings(snapshot, sender, name)))
        .orElseGet(() -> Remedy.of(Text.of(step + ".choose")));
  }

  private static List<RemedyBlock> settings(Snapshot snapshot, Sender sender, String name) {
    SmtpSoftware software =
        snapshot.mailServer(sender.address()).dialogue()
                instanceof Known<SmtpDialogue>(SmtpDialogue dialogue)
            ? Fingerprint.identify(dialogue)
            : null;
    return switch (software) {
      case POSTFIX -> shell("postconf -e 'myhostname = " + name + "'\npostfix reload");
      case EXIM ->
          configuration(
              "# main section; Debian: MAIN_HARDCODE_PRIMARY_HOSTNAME\nprimary_hostname = " + name);
      case SENDMAIL ->
          configuration(
              "# sendmail.mc, before the MAILER lines\ndefine(`confDOMAIN_NAME', `"
                  + name
                  + "')dnl");
      case QMAIL -> shell("echo " + name + " > /var/qmail/control/helohost");
      case OPENSMTPD -> shell("echo " + name + " > /etc/mail/mailname");
      case EXCHANGE ->
          RemedyBlock.each(
              BlockKind.EXCHANGE_SHELL,
              List.of("Get-SendConnector | Set-SendConnector -Fqdn " + name));
      case INDIMAIL -> List.of();
      case null -> List.of();
    };
  }

  private static List<RemedyBlock> shell(String commands) {
    return List.of(RemedyBlock.shell(commands));
  }

  private static List<RemedyBlock> configuration(String lines) {
    return List.of(RemedyBlock.configuration(lines));
  }

  /** The PTR name that resolves back to the address, unless it is the provider's. */
  private static Optional<String> confirmedName(Snapshot snapshot, Sender sender) {
    return ForwardConfirmation.of(snapshot, sender.address()).outcome()
                instanceof ConfirmationOutcome.Confirmed(String name, _)
            && HeloNames.isQualified(name)
            && !GenericName.isGeneric(name, sender.address())
        ? Optional.of(name)
        : Optional.empty();
  }
}
