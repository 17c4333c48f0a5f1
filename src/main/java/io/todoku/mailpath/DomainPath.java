package io.todoku.mailpath;

import io.todoku.mailpath.MailPath.LinkKind;
import io.todoku.mailpath.MailPath.NodeKind;
import io.todoku.mailpath.MailPath.PathMark;
import io.todoku.rule.Finding;
import io.todoku.rule.Sender;
import io.todoku.rule.SendersBehindOtherAccounts;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Draws up the paths of one domain: its MX hosts and their servers, and what it sends from. */
final class DomainPath {

  private static final int DOMAIN = 0;
  private static final int NAMES = 1;
  private static final int ADDRESSES = 2;
  private static final int HOLDERS = 3;

  /** More MX hosts, addresses of one, or senders than this are counted instead of drawn. */
  private static final int MAX_SHOWN = 5;

  private static final List<String> MARKED = List.of("dkim-published", "dmarc-published");

  private final Snapshot snapshot;
  private final String domain;
  private final List<Sender> all;
  private final PathFindings findings;
  private final PathBuilder path = new PathBuilder();
  private double row;

  DomainPath(Snapshot snapshot, String domain, List<Sender> all, PathFindings findings) {
    this.snapshot = snapshot;
    this.domain = domain;
    this.all = all;
    this.findings = findings;
  }

  MailPath make() {
    List<PathMark> marks =
        MARKED.stream()
            .flatMap(rule -> Stream.ofNullable(findings.ofDomain(rule, domain)))
            .filter(finding -> finding.verdict() != Verdict.NOT_APPLICABLE)
            .map(PathMark::of)
            .toList();
    int node =
        path.addSubject(
            NodeKind.DOMAIN,
            PathBuilder.captionOf(NodeKind.DOMAIN),
            PathBuilder.plain(domain),
            null,
            marks,
            DOMAIN,
            -1);
    addReceivers(node);
    addSenders(node);
    return path.build(Text.of("mailpath.title.domain", domain));
  }

  // receiving

  private void addReceivers(int node) {
    Finding mx = findings.ofDomain("mx-resolves", domain);
    DnsLookup lookup = snapshot.lookup(domain, "MX");
    List<String> hosts = lookup.mailHosts().stream().distinct().toList();
    if (hosts.isEmpty()) {
      path.link(
          LinkKind.MX,
          node,
          path.addAbsent(
              NodeKind.NAME,
              Text.of(
                  lookup.answer() instanceof Known ? "mailpath.mx.none" : "mailpath.mx.unknown"),
              NAMES,
              row++),
          LinkState.of(mx),
          null,
          mx == null ? Text.of("mailpath.say.mx.none", domain) : PathFindings.sentence(mx),
          mx);
      return;
    }
    hosts.stream().limit(MAX_SHOWN).forEach(host -> addReceiver(node, host, mx));
    addMore(hosts.size(), NAMES);
  }

  private void addMore(int number, int column) {
    if (number > MAX_SHOWN) {
      path.add(NodeKind.MORE, Text.of("mailpath.more", number - MAX_SHOWN), null, column, row++);
    }
  }

  private void addReceiver(int node, String host, @Nullable Finding mx) {
    List<DnsLookup> lookups =
        Stream.of("A", "AAAA").map(type -> snapshot.lookup(host, type)).toList();
    List<Target> targets =
        lookups.stream()
            .flatMap(lookup ->
                lookup.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
                    ? answer.records().stream().map(address -> new Target(lookup.type(), address))
                    : Stream.empty())
            .toList();
    int shown = Math.max(1, Math.min(targets.size(), MAX_SHOWN));
    int name =
        path.add(NodeKind.NAME, PathBuilder.plain(host), null, NAMES, row + (shown - 1) / 2.0);
    LinkState state = mxState(mx, host, !targets.isEmpty());
    path.link(
        LinkKind.MX,
        node,
        name,
        state,
        targets.isEmpty() && state == LinkState.BROKEN
            ? Text.of("mailpath.instead.no-record")
            : null,
        state.needsAttention() && mx != null
            ? PathFindings.sentence(mx)
            : Text.of("mailpath.say.mx", domain, host),
        mx);
    if (targets.isEmpty()) {
      addUnresolved(name, host, lookups, mx);
      return;
    }
    targets.stream().limit(MAX_SHOWN).forEach(target -> addTarget(name, host, target));
  }

  private record Target(String type, String address) {}

  /** Where some hosts are right, the complaint is about the others, which the rule names first. */
  private static LinkState mxState(@Nullable Finding mx, String host, boolean resolves) {
    if (mx == null) {
      return LinkState.NOT_APPLICABLE;
    }
    return switch (mx.summary().key()) {
      case "mx-resolves.warn.some" -> firstListNames(mx, host) ? LinkState.BROKEN : LinkState.HOLDS;
      case "mx-resolves.warn.ipv6" ->
          firstListNames(mx, host) ? LinkState.DOUBTFUL : LinkState.HOLDS;
      case "mx-resolves.unknown.hosts" -> resolves ? LinkState.HOLDS : LinkState.UNKNOWN;
      default -> LinkState.of(mx);
    };
  }

  /** Whether the first list of the sentence, of those that are wrong, has this host. */
  private static boolean firstListNames(Finding finding, String host) {
    return List.of(finding.summary().arguments().get(1).toString().split(", ")).contains(host);
  }

  private void addUnresolved(int name, String host, List<DnsLookup> lookups, @Nullable Finding mx) {
    Reason failure =
        lookups.stream()
            .flatMap(lookup ->
                lookup.answer() instanceof Unknown<DnsAnswer>(Reason reason)
                    ? Stream.of(reason)
                    : Stream.empty())
            .findFirst()
            .orElse(null);
    path.link(
        LinkKind.A,
        name,
        path.addAbsent(
            NodeKind.ADDRESS,
            Text.of(failure == null ? "mailpath.address.none" : "mailpath.address.unknown"),
            ADDRESSES,
            row++),
        failure != null ? LinkState.UNKNOWN : mxState(mx, host, false),
        failure == null ? Text.of("mailpath.instead.no-record") : null,
        failure == null
            ? Text.of("mailpath.say.forward.none", host)
            : Text.of("mailpath.say.forward.failed", host, PathFindings.reason(failure)),
        mx);
  }

  /**
   * An address that the account holds leads on to its server; of others, a rule says who has it.
   */
  private void addTarget(int name, String host, Target target) {
    Sender own = own(target.address());
    int address =
        path.add(
            NodeKind.ADDRESS,
            PathBuilder.plain(target.address()),
            own == null ? null : Text.of("mailpath.region", own.region()),
            ADDRESSES,
            row);
    Finding complaint = ownershipComplaint(host, target, own);
    path.link(
        LinkKind.valueOf(target.type()),
        name,
        address,
        complaint == null ? LinkState.HOLDS : LinkState.of(complaint),
        whoHoldsIt(complaint),
        complaint == null
            ? Text.of("mailpath.say.forward", host, target.address())
            : PathFindings.sentence(complaint),
        complaint);
    if (own != null) {
      addServer(address, own, row);
    }
    row++;
  }

  private static @Nullable Text whoHoldsIt(@Nullable Finding complaint) {
    if (complaint == null) {
      return null;
    }
    return switch (complaint.verdict()) {
      case FAIL -> Text.of("mailpath.instead.not-held");
      case UNKNOWN -> Text.of("mailpath.instead.holder-unknown");
      default -> null;
    };
  }

  /** The complaint about who holds an address, where it is about this one. */
  private @Nullable Finding ownershipComplaint(String host, Target target, @Nullable Sender own) {
    Finding complaint = PathFindings.complaint(findings.ofDomain("mx-owned", domain));
    return complaint != null
            && (PathFindings.names(complaint, host + " → " + target.address())
                || (own == null && complaint.verdict() == Verdict.UNKNOWN))
        ? complaint
        : null;
  }

  private @Nullable Sender own(String address) {
    return all.stream()
        .filter(sender -> Network.sameAddress(sender.address(), address))
        .findFirst()
        .orElse(null);
  }

  private void addServer(int address, Sender own, double at) {
    ServerNode.of(snapshot, own, findings)
        .ifPresentOrElse(
            server -> server.withoutMarks().addTo(path, address, HOLDERS, at),
            () -> addHolder(address, own, at));
  }

  /** Where no server answers for others, what has the address ends the path. */
  private void addHolder(int address, Sender own, double at) {
    AddressHolder.find(snapshot, own)
        .ifPresent(holder -> {
          String id = AddressPath.idOfHolder(holder);
          path.link(
              LinkKind.ASSOCIATION,
              address,
              path.add(
                  AddressPath.kindOfHolder(holder),
                  PathBuilder.plain(id),
                  AddressPath.detailOf(holder),
                  HOLDERS,
                  at),
              LinkState.HOLDS,
              null,
              Text.of("mailpath.say.association", own.address(), id),
              null);
        });
  }

  // sending

  private void addSenders(int node) {
    List<Sender> senders =
        Stream.concat(all.stream(), SendersBehindOtherAccounts.sendersIn(snapshot).stream())
            .filter(Sender::maySend)
            .filter(Sender::sendsForMailDomains)
            .filter(
                sender -> containsDomain(sender.domains()) || containsDomain(sender.openDomains()))
            .toList();
    Finding spf = findings.ofDomain("spf-authorises-senders", domain);
    if (senders.isEmpty()) {
      if (spf != null) {
        path.link(
            LinkKind.SPF,
            node,
            path.addAbsent(NodeKind.ADDRESS, Text.of("mailpath.sender.none"), ADDRESSES, row++),
            LinkState.of(spf),
            null,
            PathFindings.sentence(spf),
            spf);
      }
      return;
    }
    senders.stream()
        .sorted(Comparator.comparing(sender -> !spfState(spf, sender).needsAttention()))
        .limit(MAX_SHOWN)
        .forEach(sender -> addSender(node, sender, spf));
    addMore(senders.size(), ADDRESSES);
  }

  private boolean containsDomain(Iterable<String> domains) {
    for (String other : domains) {
      if (DnsLookup.canonical(other).equals(DnsLookup.canonical(domain))) {
        return true;
      }
    }
    return false;
  }

  private void addSender(int node, Sender sender, @Nullable Finding spf) {
    boolean elsewhere = all.stream().noneMatch(own -> own.address().equals(sender.address()));
    int address =
        path.add(
            NodeKind.ADDRESS,
            PathBuilder.plain(sender.address()),
            elsewhere
                ? Text.of("mailpath.other-account")
                : Text.of("mailpath.region", sender.region()),
            ADDRESSES,
            row);
    LinkState state = spfState(spf, sender);
    path.link(
        LinkKind.SPF,
        node,
        address,
        state,
        state == LinkState.BROKEN ? Text.of("mailpath.instead.not-named") : null,
        spf == null || state == LinkState.HOLDS
            ? Text.of("mailpath.say.spf", domain, sender.address())
            : PathFindings.sentence(spf),
        spf);
    if (elsewhere) {
      addHostElsewhere(address, sender);
    } else {
      addHolder(address, sender, row);
    }
    row++;
  }

  private void addHostElsewhere(int address, Sender sender) {
    path.link(
        LinkKind.ROUTE,
        path.add(
            NodeKind.PRIVATE_HOST, PathBuilder.plain(sender.resource().id()), null, HOLDERS, row),
        address,
        sender.sends() ? LinkState.HOLDS : LinkState.UNKNOWN,
        null,
        sender.uncertainty() == null
            ? Text.of("mailpath.say.route", sender.resource().id(), sender.address())
            : Text.of(
                "mailpath.say.route.unknown",
                sender.resource().id(),
                sender.address(),
                PathFindings.reason(sender.uncertainty())),
        null);
  }

  /** A record that refuses some senders is broken for those. */
  private static LinkState spfState(@Nullable Finding spf, Sender sender) {
    if (spf != null && spf.summary().key().equals("spf-authorises-senders.fail")) {
      return firstListNames(spf, sender.address()) ? LinkState.BROKEN : LinkState.HOLDS;
    }
    return LinkState.of(spf);
  }
}
