package io.todoku.mailpath;

import io.todoku.mailpath.MailPath.NodeKind;
import io.todoku.mailpath.MailPath.PathLink;
import io.todoku.mailpath.MailPath.PathNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the nodes of a mail path hang together, whichever way it is drawn. */
record PathShape(MailPath path, List<Bond> bonds) {

  /**
   * All links between two nodes.
   *
   * @param left index of the node in the earlier column
   * @param right index of the node in the later column
   */
  record Bond(int left, int right, List<PathLink> links) {}

  static PathShape of(MailPath path) {
    Map<List<Integer>, List<PathLink>> links = new LinkedHashMap<>();
    for (PathLink link : path.links()) {
      boolean forward =
          path.nodes().get(link.from()).column() < path.nodes().get(link.to()).column();
      links
          .computeIfAbsent(
              forward ? List.of(link.from(), link.to()) : List.of(link.to(), link.from()),
              _ -> new ArrayList<>())
          .add(link);
    }
    return new PathShape(
        path,
        links.entrySet().stream()
            .map(e -> new Bond(e.getKey().getFirst(), e.getKey().getLast(), e.getValue()))
            .toList());
  }

  List<Bond> after(int node) {
    return bonds.stream()
        .filter(bond -> bond.left() == node)
        .sorted(Comparator.comparing(bond -> path.nodes().get(bond.right()).row()))
        .toList();
  }

  List<Bond> before(int node) {
    return bonds.stream().filter(bond -> bond.right() == node).toList();
  }

  /** Whether several nodes come before the right one. */
  boolean joins(Bond bond) {
    return before(bond.right()).size() > 1;
  }

  /** Whether several nodes come after the left one. */
  boolean parts(Bond bond) {
    return after(bond.left()).size() > 1;
  }

  /** The nodes in the order in which they are told one below the other. */
  List<Integer> order() {
    List<Integer> order = new ArrayList<>();
    Set<Integer> placed = new HashSet<>();
    for (int i = 0; i < path.nodes().size(); i++) {
      if (before(i).isEmpty() && !isMore(i)) {
        place(i, order, placed);
      }
    }
    for (int i = 0; i < path.nodes().size(); i++) {
      if (isMore(i)) {
        order.add(endOfColumn(order, path.nodes().get(i).column()), i);
      }
    }
    return order;
  }

  private boolean isMore(int node) {
    return path.nodes().get(node).kind() == NodeKind.MORE;
  }

  /** The place after the last node of a column and after those that only it leads to. */
  private int endOfColumn(List<Integer> order, int column) {
    int last = -1;
    for (int i = 0; i < order.size(); i++) {
      if (path.nodes().get(order.get(i)).column() == column) {
        last = i;
      }
    }
    Set<Integer> branch = new HashSet<>(order.subList(Math.max(0, last), last + 1));
    int end = last + 1;
    while (end < order.size()
        && before(order.get(end)).size() == 1
        && branch.contains(before(order.get(end)).getFirst().left())) {
      branch.add(order.get(end++));
    }
    return end;
  }

  /** Each node stands below all that come before it, and above all that come after it. */
  private void place(int node, List<Integer> order, Set<Integer> placed) {
    if (placed.contains(node)
        || before(node).stream().anyMatch(bond -> !placed.contains(bond.left()))) {
      return;
    }
    placed.add(node);
    order.add(node);
    after(node).forEach(bond -> place(bond.right(), order, placed));
  }

  /** How far each node is moved in, so that branches can be told from the stem. */
  int depth(int node) {
    PathNode own = path.nodes().get(node);
    if (own.kind() == NodeKind.MORE) {
      return 1;
    }
    List<Bond> before = before(node);
    if (before.isEmpty()) {
      return after(node).stream().anyMatch(this::joins) ? 1 : 0;
    }
    return before.size() > 1
        ? depth(before.getFirst().left()) - 1
        : depth(before.getFirst().left()) + (parts(before.getFirst()) ? 1 : 0);
  }
}
