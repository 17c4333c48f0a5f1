package io.todoku.rule.address;

import io.todoku.rule.Remedy;
import io.todoku.rule.Sender;
import io.todoku.rule.Text;
import io.todoku.rule.address.ForwardConfirmation.ConfirmationOutcome;
import io.todoku.snapshot.HeloNames;
import io.todoku.snapshot.Snapshot;
import java.util.List;

/** How a mail server comes to call itself by the name that its address has. */
final class HeloNameRemedy {

  /** Stands where only a person knows the name. */
  private static final String NAME_PLACEHOLDER = "[EDIT: the name of the mail host]";

  private HeloNameRemedy() {}

  /**
   * @param step takes the name
   */
  static Remedy changeHeloName(String step, Snapshot snapshot, Sender sender) {
    String name = confirmedName(snapshot, sender);
    return new Remedy(
        List.of(Text.of(step, name)),
        List.of("postconf -e 'myhostname = " + name + "'\npostfix reload"));
  }

  /** The name of its own that leads there and back. */
  private static String confirmedName(Snapshot snapshot, Sender sender) {
    return ForwardConfirmation.of(snapshot, sender.address()).outcome()
                instanceof ConfirmationOutcome.Confirmed(String name, _)
            && HeloNames.isQualified(name)
            && !GenericName.isGeneric(name, sender.address())
        ? name
        : NAME_PLACEHOLDER;
  }
}
