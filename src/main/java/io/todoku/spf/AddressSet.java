package io.todoku.spf;

import io.todoku.snapshot.Network;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A set of addresses of one family as disjoint ranges in ascending order, exact to the single
 * address.
 */
record AddressSet(List<Range> ranges) {

  static final AddressSet EMPTY = new AddressSet(List.of());

  /** Addresses as numbers, both ends included. */
  record Range(BigInteger first, BigInteger last) {}

  static AddressSet of(Network network) {
    BigInteger base = new BigInteger(1, network.base().getAddress());
    int hostBits = network.base().getAddress().length * 8 - network.prefixLength();
    BigInteger first = base.shiftRight(hostBits).shiftLeft(hostBits);
    return new AddressSet(
        List.of(
            new Range(
                first, first.add(BigInteger.ONE.shiftLeft(hostBits)).subtract(BigInteger.ONE))));
  }

  AddressSet union(AddressSet other) {
    AddressSet more = other.minus(this);
    List<Range> all = new ArrayList<>(ranges);
    all.addAll(more.ranges);
    all.sort((one, another) -> one.first.compareTo(another.first));
    return new AddressSet(List.copyOf(all));
  }

  AddressSet minus(AddressSet other) {
    List<Range> rest = ranges;
    for (Range removed : other.ranges) {
      List<Range> next = new ArrayList<>();
      for (Range range : rest) {
        if (removed.last.compareTo(range.first) < 0 || removed.first.compareTo(range.last) > 0) {
          next.add(range);
          continue;
        }
        if (removed.first.compareTo(range.first) > 0) {
          next.add(new Range(range.first, removed.first.subtract(BigInteger.ONE)));
        }
        if (removed.last.compareTo(range.last) < 0) {
          next.add(new Range(removed.last.add(BigInteger.ONE), range.last));
        }
      }
      rest = next;
    }
    return new AddressSet(List.copyOf(rest));
  }

  AddressSet intersection(AddressSet other) {
    return minus(minus(other));
  }

  /** The number of addresses. */
  BigInteger size() {
    return ranges.stream()
        .map(range -> range.last.subtract(range.first).add(BigInteger.ONE))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }
}
