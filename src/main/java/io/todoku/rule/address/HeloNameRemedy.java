package io.todoku.rule.address;

import io.todoku.rule.Remedy;
import io.todoku.rule.Sender;
import io.todoku.rule.Text;
import io.todoku.rule.address.ForwardConfirmation.ConfirmationOutcome;
import io.todoku.snapshot.HeloNames;
import io.todoku.snapshot.Snapshot;
import java.util.List;

/** How to make a mail server call itself by the name that its address has. */
final class HeloNameRemedy {

  /** Stands for the name in the remedy where the snapshot does not show it. */
  private static final String NAME_PLACEHOLDER = "[EDIT: the name of the mail host]";

  private HeloNameRemedy() {}

  /**
   * @param step key of the text of the step, which takes the name
   */
  static Remedy changeHeloName(String step, Snapshot snapshot, Sender sender) {
    String name = confirmedName(snapshot, sender);
    return new Remedy(
        List.of(Text.of(step, name)),
        List.of("postconf -e 'myhostname = " + name + "'\npostfix reload"));
  }

  /** The PTR name that resolves back to the address, unless it is the provider's. */
  private static String confirmedName(Snapshot snapshot, Sender sender) {
    return ForwardConfirmation.of(snapshot, sender.address()).outcome()
                instanceof ConfirmationOutcome.Confirmed(String name, _)
            && HeloNames.isQualified(name)
            && !GenericName.isGeneric(name, sender.address())
        ? name
        : NAME_PLACEHOLDER;
  }
}
