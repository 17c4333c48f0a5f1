package io.todoku.mailpath;

import io.todoku.mailpath.MailPath.LinkKind;
import io.todoku.mailpath.MailPath.NodeKind;
import io.todoku.rule.Finding;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.rule.Senders.HostBehind;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.PublicAddress.AddressKind;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Draws up the path of one address: its names, what has it, and what answers or sends there. */
final class AddressPath {

  private static final int NAMES = 0;
  private static final int ADDRESS = 1;
  private static final int HOLDER = 2;
  private static final int SERVERS = 3;

  /** More names or hosts than this are counted instead of drawn. */
  private static final int MAX_SHOWN = 4;

  private final Snapshot snapshot;
  private final Sender sender;
  private final PathFindings findings;
  private final @Nullable AddressHolder holder;
  private final PathBuilder path = new PathBuilder();

  AddressPath(Snapshot snapshot, Sender sender, PathFindings findings) {
    this.snapshot = snapshot;
    this.sender = sender;
    this.findings = findings;
    this.holder = AddressHolder.find(snapshot, sender).orElse(null);
  }

  MailPath make() {
    List<String> ptrNames = ptrNames();
    List<String> names = names(ptrNames);
    List<Host> hosts = hostsBehind();
    Optional<ServerNode> server = ServerNode.of(snapshot, sender, findings);
    int left = Math.max(1, Math.min(names.size(), MAX_SHOWN + 1));
    int right = Math.max(1, Math.min(hosts.size(), MAX_SHOWN + 1) + (server.isPresent() ? 1 : 0));
    double middle = (Math.max(left, right) - 1) / 2.0;
    int address =
        path.addSubject(
            NodeKind.ADDRESS,
            kindOfAddress(),
            PathBuilder.plain(sender.address()),
            Text.of("mailpath.region", sender.region()),
            List.of(),
            ADDRESS,
            middle);
    addNames(names, ptrNames, address, middle - (left - 1) / 2.0);
    addHolder(address, hosts, server, middle, middle - (right - 1) / 2.0);
    return path.build(Text.of("mailpath.title.address", sender.address()));
  }

  private Text kindOfAddress() {
    return Text.of("mailpath.address." + sender.resource().type().id());
  }

  // names

  private List<String> ptrNames() {
    return snapshot.ptrLookup(sender.address()).answer() instanceof Known<DnsAnswer>(var answer)
        ? answer.records().stream().map(DnsLookup::canonical).distinct().toList()
        : List.of();
  }

  /** The names of the PTR, and those that were found to point to the address. */
  private List<String> names(List<String> ptrNames) {
    Set<String> names = new LinkedHashSet<>(ptrNames);
    String type = DnsLookup.addressType(sender.address());
    snapshot.lookups().stream()
        .filter(lookup -> lookup.type().equals(type) && lookup.resolvesTo(sender.address()))
        .map(DnsLookup::name)
        .sorted()
        .forEach(names::add);
    return List.copyOf(names);
  }

  private void addNames(List<String> names, List<String> ptrNames, int address, double top) {
    if (ptrNames.isEmpty() && names.isEmpty()) {
      addReverse(path.addAbsent(NodeKind.NAME, missingName(), NAMES, top), address, null);
      return;
    }
    for (int i = 0; i < Math.min(names.size(), MAX_SHOWN); i++) {
      String name = names.get(i);
      int node = path.add(NodeKind.NAME, PathBuilder.plain(name), null, NAMES, top + i);
      addForward(node, address, name);
      if (ptrNames.contains(name) || (ptrNames.isEmpty() && i == 0)) {
        addReverse(node, address, name);
      }
    }
    if (names.size() > MAX_SHOWN) {
      path.add(
          NodeKind.MORE,
          Text.of("mailpath.more", names.size() - MAX_SHOWN),
          null,
          NAMES,
          top + MAX_SHOWN);
    }
  }

  private Text missingName() {
    return Text.of(isPtrKnown() ? "mailpath.name.none" : "mailpath.name.unknown");
  }

  /** The name's A or AAAA record; only what the record is comes from the lookup itself. */
  private void addForward(int node, int address, String name) {
    DnsLookup lookup = snapshot.forwardLookup(name, sender.address());
    LinkKind kind = sender.address().contains(":") ? LinkKind.AAAA : LinkKind.A;
    Finding finding = forwardFinding();
    switch (lookup.answer()) {
      case Unknown<DnsAnswer>(Reason reason) ->
          path.link(
              kind,
              node,
              address,
              isJudged(finding) ? LinkState.UNKNOWN : LinkState.NOT_APPLICABLE,
              null,
              Text.of(
                  "mailpath.say.forward.unknown",
                  name,
                  sender.address(),
                  PathFindings.reason(reason)),
              finding);
      case Known<DnsAnswer>(DnsAnswer answer) -> {
        boolean pointsHere = answer.hasAddress(sender.address());
        Text instead =
            pointsHere
                ? null
                : answer.records().isEmpty()
                    ? Text.of("mailpath.instead.no-record")
                    : Text.of("mailpath.instead.elsewhere", String.join(", ", answer.records()));
        Text sentence =
            finding != null && finding.verdict() == Verdict.UNKNOWN
                ? PathFindings.sentence(finding)
                : pointsHere
                    ? Text.of("mailpath.say.forward", name, sender.address())
                    : answer.records().isEmpty()
                        ? Text.of("mailpath.say.forward.nowhere", name, sender.address())
                        : Text.of(
                            "mailpath.say.forward.elsewhere",
                            name,
                            String.join(", ", answer.records()),
                            sender.address());
        path.link(
            kind, node, address, forwardState(finding, pointsHere), instead, sentence, finding);
      }
    }
  }

  /**
   * A record that points to the address holds, unless the finding could not be decided. Of others,
   * the finding says what they mean: where another name of the PTR matches, none is needed.
   */
  private LinkState forwardState(@Nullable Finding finding, boolean pointsHere) {
    if (finding != null && finding.verdict() == Verdict.UNKNOWN) {
      return LinkState.UNKNOWN;
    }
    if (pointsHere) {
      return LinkState.HOLDS;
    }
    LinkState state = LinkState.of(finding);
    if (state != LinkState.HOLDS) {
      return state;
    }
    Finding single = findings.of("ptr-single", sender);
    return single != null && single.verdict() == Verdict.WARN
        ? LinkState.DOUBTFUL
        : LinkState.NOT_APPLICABLE;
  }

  /** Names of an address that sends no mail are not looked up, and need not be known. */
  private static boolean isJudged(@Nullable Finding finding) {
    return finding != null && finding.verdict() != Verdict.NOT_APPLICABLE;
  }

  private @Nullable Finding forwardFinding() {
    return worst(findings.of("ptr-matches-a", sender), findings.of("sender-ipv6-ptr", sender));
  }

  private @Nullable Finding reverseFinding() {
    Finding exists = worst(findings.of("ptr-exists", sender), ipv6WithoutPtr());
    Finding generic = findings.of("ptr-not-generic", sender);
    return exists != null && exists.verdict() == Verdict.PASS ? worst(exists, generic) : exists;
  }

  /** The finding about IPv6 where it says that there is no PTR. */
  private @Nullable Finding ipv6WithoutPtr() {
    return ptrNames().isEmpty() ? findings.of("sender-ipv6-ptr", sender) : null;
  }

  private static @Nullable Finding worst(@Nullable Finding one, @Nullable Finding other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return rank(other) > rank(one) ? other : one;
  }

  private static int rank(Finding finding) {
    return switch (finding.verdict()) {
      case NOT_APPLICABLE -> 0;
      case PASS -> 1;
      case WARN -> 2;
      case UNKNOWN -> 3;
      case FAIL -> 4;
    };
  }

  /**
   * @param name null where there is none
   */
  private void addReverse(int node, int address, @Nullable String name) {
    Finding finding = reverseFinding();
    LinkState state = LinkState.of(finding);
    boolean inPtr = name != null && ptrNames().contains(name);
    path.link(
        LinkKind.PTR,
        address,
        node,
        state,
        insteadOfPtr(state, inPtr),
        finding != null && state.needsAttention()
            ? PathFindings.sentence(finding)
            : name != null && inPtr
                ? Text.of("mailpath.say.reverse", sender.address(), name)
                : Text.of(
                    isPtrKnown() ? "mailpath.say.reverse.none" : "mailpath.say.reverse.unknown",
                    sender.address()),
        finding);
  }

  private @Nullable Text insteadOfPtr(LinkState state, boolean inPtr) {
    if (inPtr) {
      return state == LinkState.BROKEN ? Text.of("mailpath.instead.generic") : null;
    }
    return isPtrKnown() ? Text.of("mailpath.instead.no-ptr") : null;
  }

  private boolean isPtrKnown() {
    return snapshot.ptrLookup(sender.address()).answer() instanceof Known;
  }

  // what has the address

  private void addHolder(
      int address, List<Host> hosts, Optional<ServerNode> server, double middle, double top) {
    if (sender.idle()) {
      Finding idle = findings.of("address-not-idle", sender);
      path.link(
          LinkKind.ASSOCIATION,
          address,
          path.addAbsent(NodeKind.INSTANCE, Text.of("mailpath.holder.none"), HOLDER, middle),
          LinkState.of(idle),
          null,
          idle == null
              ? Text.of("mailpath.say.idle", sender.address())
              : PathFindings.sentence(idle),
          idle);
      return;
    }
    int node = addHolderNode(middle);
    addAssociation(address, node);
    addEgress(address, node);
    double row = top;
    for (Host host : hosts.stream().limit(MAX_SHOWN).toList()) {
      addHost(node, host, row++);
    }
    if (hosts.size() > MAX_SHOWN) {
      path.add(
          NodeKind.MORE, Text.of("mailpath.more", hosts.size() - MAX_SHOWN), null, SERVERS, row++);
    }
    if (server.isPresent()) {
      server.get().addTo(path, node, SERVERS, row);
    }
  }

  private int addHolderNode(double row) {
    if (holder == null) {
      return path.add(
          NodeKind.INTERFACE, PathBuilder.plain(sender.resource().id()), null, HOLDER, row);
    }
    return path.add(
        kindOfHolder(holder), PathBuilder.plain(idOfHolder(holder)), detailOf(holder), HOLDER, row);
  }

  static NodeKind kindOfHolder(AddressHolder holder) {
    return switch (holder.address().kind()) {
      case NAT_GATEWAY -> NodeKind.GATEWAY;
      case LIGHTSAIL_ADDRESS -> NodeKind.LIGHTSAIL;
      case SES_ADDRESS -> NodeKind.SES;
      case ELASTIC_IP, PUBLIC_IP, IPV6_ADDRESS, CARRIER_ADDRESS ->
          holder.address().instanceId() != null
              ? NodeKind.INSTANCE
              : holder.address().managedBy() != null ? NodeKind.LOAD_BALANCER : NodeKind.INTERFACE;
    };
  }

  static String idOfHolder(AddressHolder holder) {
    if (holder.address().instanceId() != null) {
      return holder.address().instanceId();
    }
    if (holder.address().managedBy() != null && holder.networkInterface() != null) {
      String description = holder.networkInterface().details().description();
      return description.isBlank() ? holder.networkInterface().id() : description;
    }
    return holder.address().kind() == AddressKind.SES_ADDRESS
        ? "Amazon SES"
        : Objects.requireNonNullElse(holder.address().networkInterfaceId(), holder.address().id());
  }

  static @Nullable Text detailOf(AddressHolder holder) {
    return holder.nameOf(holder.address().instanceId()).map(PathBuilder::plain).orElse(null);
  }

  /** That it is associated is in the inventory; whether it stays, a rule judges. */
  private void addAssociation(int address, int node) {
    Finding complaint = PathFindings.complaint(findings.of("sender-address-elastic", sender));
    if (complaint != null) {
      path.link(
          LinkKind.ASSOCIATION,
          address,
          node,
          LinkState.of(complaint),
          complaint.verdict() == Verdict.FAIL ? Text.of("mailpath.instead.changes") : null,
          PathFindings.sentence(complaint),
          complaint);
      return;
    }
    path.link(
        LinkKind.ASSOCIATION,
        address,
        node,
        holder == null ? LinkState.NOT_APPLICABLE : LinkState.HOLDS,
        null,
        Text.of(
            "mailpath.say.association",
            sender.address(),
            holder == null ? sender.resource().id() : idOfHolder(holder)),
        null);
  }

  private void addEgress(int address, int node) {
    Finding egress = findings.of("smtp-egress-open", sender);
    if (egress != null && egress.verdict() != Verdict.NOT_APPLICABLE) {
      path.link(
          LinkKind.PORT_25_OUT,
          node,
          address,
          LinkState.of(egress),
          null,
          PathFindings.sentence(egress),
          egress);
    }
  }

  // private hosts

  /**
   * A host without a public address.
   *
   * @param account another one that has it; null: this one
   */
  private record Host(String id, @Nullable String account) {}

  private List<Host> hostsBehind() {
    List<Host> hosts = new ArrayList<>();
    String translator = holder == null || sender.idle() ? null : holder.translator();
    if (holder != null && translator != null) {
      Senders.hostsBehind(snapshot, holder.region(), translator).stream()
          .map(HostBehind::id)
          .map(id -> new Host(id, null))
          .forEach(hosts::add);
    }
    sender.sending().evidence().stream()
        .filter(evidence -> evidence.key().equals("sender.private-elsewhere"))
        .map(evidence ->
            new Host(
                evidence.arguments().getFirst().toString(),
                evidence.arguments().getLast().toString()))
        .forEach(hosts::add);
    return hosts.stream().distinct().collect(Collectors.toList());
  }

  /** Whether mail of the host leaves here is as sure as the role of the address. */
  private void addHost(int gateway, Host host, double row) {
    Text detail =
        host.account() != null
            ? Text.of("mailpath.of-account", host.account())
            : holder == null ? null : holder.nameOf(host.id()).map(PathBuilder::plain).orElse(null);
    int node = path.add(NodeKind.PRIVATE_HOST, PathBuilder.plain(host.id()), detail, SERVERS, row);
    Reason uncertainty = sender.uncertainty();
    path.link(
        LinkKind.ROUTE,
        node,
        gateway,
        uncertainty == null ? LinkState.HOLDS : LinkState.UNKNOWN,
        null,
        uncertainty == null
            ? Text.of("mailpath.say.route", host.id(), sender.address())
            : Text.of(
                "mailpath.say.route.unknown",
                host.id(),
                sender.address(),
                PathFindings.reason(uncertainty)),
        null);
  }
}
