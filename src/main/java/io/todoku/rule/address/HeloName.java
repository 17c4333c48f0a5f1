package io.todoku.rule.address;

import io.todoku.rule.Remedy;
import io.todoku.rule.Sender;
import io.todoku.rule.Text;
import io.todoku.rule.address.ForwardConfirmation.Outcome;
import io.todoku.snapshot.HeloNames;
import io.todoku.snapshot.Snapshot;
import java.util.List;

/** How a mail server comes to call itself by the name that its address has. */
final class HeloName {

  /** Stands where only a person knows the name. */
  private static final String NAME = "[EDIT: the name of the mail host]";

  private HeloName() {}

  /**
   * @param step takes the name
   */
  static Remedy change(String step, Snapshot snapshot, Sender sender) {
    String name = wanted(snapshot, sender);
    return new Remedy(
        List.of(Text.of(step, name)),
        List.of("postconf -e 'myhostname = " + name + "'\npostfix reload"));
  }

  /** The name of its own that leads there and back. */
  private static String wanted(Snapshot snapshot, Sender sender) {
    return ForwardConfirmation.of(snapshot, sender.address()).outcome()
                instanceof Outcome.Confirmed(String name, _)
            && HeloNames.isQualified(name)
            && !GenericName.is(name, sender.address())
        ? name
        : NAME;
  }
}
