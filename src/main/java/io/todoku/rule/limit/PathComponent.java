package io.todoku.rule.limit;

import io.todoku.rule.Evidence;
import io.todoku.rule.Remedy;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import java.time.Instant;

/**
 * One filter that mail passes on its way out.
 *
 * @param kind what is asked of it
 * @param id the security groups, the network ACL, or what could not be looked at
 * @param reachability what it lets through, or why that is not known
 * @param remedy how to open it, where it does not let mail through
 */
record PathComponent(
    PathComponentKind kind,
    String id,
    Observed<Reachability> reachability,
    Evidence evidence,
    Remedy remedy) {

  /** Something on the path that could not be looked at. */
  static PathComponent unknown(String id, Reason reason, Instant at, Remedy remedy) {
    return new PathComponent(
        PathComponentKind.UNKNOWN,
        id,
        Observed.unknown(reason),
        Evidence.awsFailure(reason, at),
        remedy);
  }

  boolean hasReachability(Reachability expected) {
    return reachability.equals(Observed.known(expected));
  }

  /** What is asked of a component; the keys of the texts end with {@link #key()}. */
  enum PathComponentKind {
    /** Security groups: out to port 25. They let answers in by themselves. */
    GROUPS("groups"),
    /** The security groups of an interface of which AWS told none. */
    NO_GROUPS("no-groups"),
    /** A network ACL: out to port 25. */
    ACL_OUT("acl-out"),
    /** A network ACL: in from port 25, to the port that the connection was made from. */
    ACL_RETURN("acl-back"),
    /** The ACL of the subnet of a NAT gateway: in from the instances behind it, and back. */
    ACL_FROM_INSTANCES("acl-behind"),
    /** The interface by which mail leaves, or the instance that sends it, is not known. */
    UNKNOWN("unseen");

    private final String key;

    PathComponentKind(String key) {
      this.key = key;
    }

    String key() {
      return key;
    }
  }
}
