package io.todoku.rule.limit;

/** How much of the Internet packets can be exchanged with. */
enum Reachability {
  /** All of it, on all ports that were asked for. */
  OPEN,
  /** Some addresses, or some of the ports, private ones included. */
  PARTLY,
  CLOSED
}
