package io.todoku.search;

import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.Snapshot;
import java.net.IDN;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds in a snapshot what people search for. */
final class SnapshotSearchEntries {

  /** Some 5 MB of memory for an account. */
  private static final int MAX_ENTRIES = 20_000;

  /** The name of an address in a blocklist: its octets or nibbles in front of the list's name. */
  private static final Pattern BLOCKLIST_NAME = Pattern.compile("^([0-9a-f]{1,3}\\.){4}");

  private final Snapshot snapshot;
  private final String accountId;
  private final List<SearchEntry> entries = new ArrayList<>();
  private final Map<String, String> regionByAddress = new LinkedHashMap<>();

  private SnapshotSearchEntries(String accountId, Snapshot snapshot) {
    this.snapshot = snapshot;
    this.accountId = accountId;
  }

  static List<SearchEntry> of(String accountId, Snapshot snapshot) {
    SnapshotSearchEntries found = new SnapshotSearchEntries(accountId, snapshot);
    snapshot.knownRegions().forEach(found::addRegion);
    found.addHosts();
    return found.entries.stream().limit(MAX_ENTRIES).toList();
  }

  /** The mail domains of an account's settings, each by its name as written and as DNS has it. */
  static List<SearchEntry> ofDomains(String accountId, List<MailDomain> domains) {
    return MailDomain.merged(domains).stream()
        .map(domain -> {
          String ascii = DnsLookup.canonical(domain.name());
          String shown = unicode(ascii);
          return new SearchEntry(
              SearchKind.DOMAIN, accountId, ascii, shown, null, null, terms(ascii, shown));
        })
        .toList();
  }

  private void addRegion(RegionInventory region) {
    Map<String, Instance> instances =
        region.instances().orElse(List.of()).stream()
            .collect(Collectors.toMap(Instance::id, Function.identity(), (first, _) -> first));
    Set<String> withAddress = new HashSet<>();
    for (PublicAddress address : PublicAddress.in(region, accountId)) {
      Instance instance = address.instanceId() == null ? null : instances.get(address.instanceId());
      if (instance != null) {
        withAddress.add(instance.id());
      }
      addAddress(region.name(), address, instance);
    }
    instances.values().stream()
        .filter(instance -> !withAddress.contains(instance.id()))
        .forEach(instance ->
            add(SearchKind.INSTANCE, region.name(), instance.id(), name(instance.tags())));
    region
        .dbInstances()
        .orElse(List.of())
        .forEach(db -> add(SearchKind.DATABASE, region.name(), db.id(), db.engine()));
    region
        .dbClusters()
        .orElse(List.of())
        .forEach(db -> add(SearchKind.DATABASE, region.name(), db.id(), db.engine()));
  }

  private void addAddress(String region, PublicAddress address, @Nullable Instance instance) {
    String canonical = SearchQuery.canonicalAddress(address.address()).orElse(address.address());
    regionByAddress.put(canonical, region);
    String name = name(address.tags());
    String instanceName = instance == null ? "" : name(instance.tags());
    entries.add(
        new SearchEntry(
            SearchKind.ADDRESS,
            accountId,
            address.address(),
            Stream.of(
                    name.isEmpty() ? instanceName : name,
                    Objects.requireNonNullElse(address.instanceId(), ""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" · ")),
            region,
            address.address(),
            terms(
                canonical,
                address.id(),
                address.allocationId(),
                address.instanceId(),
                address.networkInterfaceId(),
                name,
                instanceName)));
  }

  private void add(SearchKind kind, String region, String id, String detail) {
    boolean named = kind == SearchKind.INSTANCE;
    entries.add(
        new SearchEntry(
            kind, accountId, id, detail, region, null, terms(id, named ? detail : null)));
  }

  /**
   * The names that were looked up for the account, and the address of its own that each leads to.
   */
  private void addHosts() {
    Map<String, String> addressByHost = new LinkedHashMap<>();
    for (DnsLookup lookup : snapshot.lookups()) {
      if (lookup.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
          && answer.status() == DnsLookup.Status.ANSWERED) {
        switch (lookup.type()) {
          case "A", "AAAA" ->
              addressByHost.merge(lookup.name(), own(answer.records()), this::better);
          case "MX" ->
              DnsLookup.mxHosts(answer.records())
                  .forEach(host -> addressByHost.merge(host, "", this::better));
          default -> {}
        }
      }
    }
    regionByAddress
        .keySet()
        .forEach(address -> {
          if (snapshot.ptrLookup(address).answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
              && answer.status() == DnsLookup.Status.ANSWERED) {
            answer
                .records()
                .forEach(
                    host -> addressByHost.merge(DnsLookup.canonical(host), address, this::better));
          }
        });
    addressByHost.keySet().removeIf(host -> BLOCKLIST_NAME.matcher(host).find());
    addressByHost.forEach((host, address) ->
        entries.add(
            new SearchEntry(
                SearchKind.HOST,
                accountId,
                host,
                address,
                regionByAddress.get(address),
                address.isEmpty() ? null : address,
                terms(host, unicode(host)))));
  }

  private String better(String known, String other) {
    return known.isEmpty() ? other : known;
  }

  private String own(List<String> records) {
    return records.stream()
        .flatMap(record -> SearchQuery.canonicalAddress(record).stream())
        .filter(regionByAddress::containsKey)
        .findFirst()
        .orElse("");
  }

  /** The name as people write it; empty where that is what DNS carries. */
  private static String unicode(String host) {
    return host.contains("xn--") ? IDN.toUnicode(host, IDN.ALLOW_UNASSIGNED) : "";
  }

  private static String name(Map<String, String> tags) {
    return tags.getOrDefault("Name", "");
  }

  static List<String> terms(@Nullable String... texts) {
    return Stream.of(texts)
        .filter(Objects::nonNull)
        .filter(text -> !text.isBlank())
        .map(text -> Normalizer.normalize(text, Normalizer.Form.NFKC))
        .map(text -> text.toLowerCase(Locale.ROOT))
        .distinct()
        .toList();
  }
}
