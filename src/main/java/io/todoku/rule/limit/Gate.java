package io.todoku.rule.limit;

import io.todoku.rule.Evidence;
import io.todoku.rule.Remedy;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import java.time.Instant;

/**
 * One thing that mail has to pass on its way out.
 *
 * @param id of the groups, or of the ACL
 * @param remedy where it does not let mail through
 */
record Gate(Kind kind, String id, Observed<Passage> passage, Evidence evidence, Remedy remedy) {

  /** Something in the way that could not be looked at. */
  static Gate unseen(String id, Reason reason, Instant at, Remedy remedy) {
    return new Gate(
        Kind.UNSEEN, id, Observed.unknown(reason), Evidence.refused(reason, at), remedy);
  }

  boolean is(Passage what) {
    return passage.equals(Observed.known(what));
  }

  /** What is asked of it; texts are keyed by it. */
  enum Kind {
    /** Security groups: out to port 25. They let answers in by themselves. */
    GROUPS("groups"),
    /** A network ACL: out to port 25. */
    ACL_OUT("acl-out"),
    /** A network ACL: in from port 25, to the port that the connection was made from. */
    ACL_BACK("acl-back"),
    /** The ACL around a NAT gateway: in from the instances behind it, and back. */
    ACL_BEHIND("acl-behind"),
    /** The interface by which mail leaves, or the instance that sends it: not seen. */
    UNSEEN("unseen");

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    String key() {
      return key;
    }
  }
}
