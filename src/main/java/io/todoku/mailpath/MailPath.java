package io.todoku.mailpath;

import io.todoku.rule.Finding;
import io.todoku.rule.Text;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The path of mail at an address, or of a domain.
 *
 * @param title what the picture shows
 * @param nodes from left to right, and from top to bottom in each column
 * @param links between nodes of different columns
 */
public record MailPath(Text title, List<PathNode> nodes, List<PathLink> links) {

  public MailPath {
    nodes = List.copyOf(nodes);
    links = List.copyOf(links);
  }

  /** What a node is. */
  public enum NodeKind {
    DOMAIN,
    NAME,
    ADDRESS,
    INSTANCE,
    GATEWAY,
    LOAD_BALANCER,
    INTERFACE,
    LIGHTSAIL,
    SES,
    /** A host without a public address, whose mail leaves by a gateway. */
    PRIVATE_HOST,
    SERVER,
    /** What is left out, because the picture would be too large. */
    MORE
  }

  /**
   * One thing on the path.
   *
   * @param caption what it is, in a word or two
   * @param absent whether it is missing: there is no name, or nothing has the address
   * @param subject whether the picture is about it
   * @param column the first is 0
   * @param row its place in the column in rows; between two where it belongs to several
   */
  public record PathNode(
      NodeKind kind,
      Text caption,
      Text label,
      @Nullable Text detail,
      List<PathMark> marks,
      boolean absent,
      boolean subject,
      int column,
      double row) {

    PathNode inRow(double other) {
      return new PathNode(kind, caption, label, detail, marks, absent, subject, column, other);
    }
  }

  /**
   * A property of a node that a rule judges.
   *
   * @param sentence what the rule found
   */
  public record PathMark(Text label, LinkState state, Text sentence, String rule) {

    /** The result of a rule in a few words. */
    static PathMark of(Finding finding) {
      LinkState state = LinkState.of(finding.verdict());
      return new PathMark(
          Text.of("mailpath.mark." + finding.rule() + "." + state),
          state,
          PathFindings.sentence(finding),
          finding.rule());
    }
  }

  /** What connects two nodes. */
  public enum LinkKind {
    MX,
    SPF,
    /** An A record. */
    A,
    /** An AAAA record. */
    AAAA,
    PTR,
    /** The address belongs to the instance, the gateway or the like. */
    ASSOCIATION,
    /** Security groups, network ACLs and routes let port 25 out. */
    PORT_25_OUT,
    /** Mail of a private host leaves by the gateway. */
    ROUTE,
    /** A mail server answers. */
    SMTP
  }

  /**
   * A link between two nodes.
   *
   * @param from index of a node; for a PTR, the address
   * @param to index of a node
   * @param instead what is there in place of it, or what is missing, in a few words; null where the
   *     state says all
   * @param sentence what holds, or what was found, as a sentence
   * @param rule whose finding gives the state; null where it was only observed
   */
  public record PathLink(
      LinkKind kind,
      int from,
      int to,
      LinkState state,
      @Nullable Text instead,
      Text sentence,
      @Nullable String rule) {}

  /** What needs attention: sentences of links and marks, each once. */
  public List<Remark> remarks() {
    return Stream.concat(
            links.stream().map(link -> new Remark(link.state(), link.sentence(), link.rule())),
            nodes.stream()
                .flatMap(node -> node.marks().stream())
                .map(mark -> new Remark(mark.state(), mark.sentence(), mark.rule())))
        .filter(remark -> remark.state().needsAttention())
        .distinct()
        .toList();
  }

  /** A sentence about what needs attention, and the rule that it comes from. */
  public record Remark(LinkState state, Text sentence, @Nullable String rule) {}

  /** The sentences of what holds, each once. */
  List<Text> sound() {
    return links.stream()
        .filter(link -> link.state() == LinkState.HOLDS)
        .map(PathLink::sentence)
        .distinct()
        .toList();
  }
}
