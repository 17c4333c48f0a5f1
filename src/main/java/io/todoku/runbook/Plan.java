package io.todoku.runbook;

import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.HeloNames;
import io.todoku.snapshot.Network;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be moved, from where to where, and which way.
 *
 * @param name for people
 * @param domain whose mail the server takes and sends
 * @param dkimSelectors that its mail is signed with
 * @param old the server that is left
 * @param target where it goes
 * @param first the new server; on the way of {@link Way#KEEP_NAME} the one with the second name
 * @param second on that way the server that has the old name in the end; null on the others
 */
public record Plan(
    String name,
    Way way,
    String domain,
    List<String> dkimSelectors,
    Old old,
    Target target,
    Server first,
    @Nullable Server second) {

  private static final int MAX_NAME = 200;

  /**
   * The server that is left.
   *
   * @param account that holds its Elastic IP; null where it is not on EC2, or not known
   * @param region of that account
   */
  public record Old(
      String name, String address, @Nullable String account, @Nullable String region) {
    public Old {
      name = hostName("old.name", name);
      address = literal("old.address", address);
      if ((account == null) != (region == null)) {
        throw new IllegalArgumentException("old.account and old.region stand together, or neither");
      }
    }

    /** Whether its address is an Elastic IP of an account that can be asked. */
    public boolean isOnEc2() {
      return account != null;
    }
  }

  /**
   * @param account that the new server is in, twelve digits
   */
  public record Target(String account, String region) {
    public Target {
      if (account == null || !account.matches("\\d{12}")) {
        throw new IllegalArgumentException("target.account has 12 digits (in YAML, in quotes)");
      }
      if (region == null || !region.matches("[a-z]{2}(-[a-z]+)+-[0-9]{1,2}")) {
        throw new IllegalArgumentException("target.region is one such as ap-northeast-1");
      }
    }
  }

  /**
   * A new server.
   *
   * @param address of its Elastic IP; null while none is allocated
   */
  public record Server(String name, @Nullable String address) {}

  public Plan {
    if (way == null) {
      throw new IllegalArgumentException("way is missing");
    }
    domain = hostName("domain", domain);
    dkimSelectors = dkimSelectors == null ? List.of() : List.copyOf(dkimSelectors);
    if (old == null || target == null) {
      throw new IllegalArgumentException((old == null ? "old" : "target") + " is missing");
    }
    name = name == null || name.isBlank() ? old.name() + " → " + target.region() : name.strip();
    if (name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("name has at most " + MAX_NAME + " characters, on a line");
    }
    if (way == Way.SAME_ADDRESS && old.isOnEc2() && !target.region().equals(old.region())) {
      throw new IllegalArgumentException(
          "target.region is old.region: an Elastic IP stays in its Region");
    }
    first = first(way, old, first);
    second = second(way, old, first, second);
  }

  private static Server first(Way way, Old old, @Nullable Server given) {
    if (way == Way.SAME_ADDRESS) {
      return new Server(old.name(), old.address());
    }
    if (given == null) {
      throw new IllegalArgumentException("first is missing: the new server's name and address");
    }
    Server server = server("first", given, null);
    if (server.name().equals(old.name())) {
      throw new IllegalArgumentException("first.name is another one than the old server's");
    }
    if (old.address().equals(server.address())) {
      throw new IllegalArgumentException(
          "first.address is the old server's: that is the way " + Way.SAME_ADDRESS.id());
    }
    return server;
  }

  private static @Nullable Server second(Way way, Old old, Server first, @Nullable Server given) {
    if (way != Way.KEEP_NAME) {
      return null;
    }
    Server server =
        server("second", given == null ? new Server(old.name(), null) : given, old.name());
    if (server.address() != null
        && (server.address().equals(first.address()) || server.address().equals(old.address()))) {
      throw new IllegalArgumentException("second.address is one of its own");
    }
    return server;
  }

  private static Server server(String where, Server given, @Nullable String mustBe) {
    String called = given.name() == null && mustBe != null ? mustBe : given.name();
    String name = hostName(where + ".name", called);
    if (mustBe != null && !name.equals(mustBe)) {
      throw new IllegalArgumentException(where + ".name is the old server's: " + mustBe);
    }
    String address = given.address();
    return new Server(
        name, address == null || address.isBlank() ? null : literal(where + ".address", address));
  }

  private static String hostName(String where, @Nullable String text) {
    String name = DnsLookup.canonical(text == null ? "" : text.strip());
    if (!HeloNames.isQualified(name)) {
      throw new IllegalArgumentException(where + " is a name such as mail.example.com");
    }
    return name;
  }

  private static String literal(String where, @Nullable String text) {
    String address = text == null ? "" : text.strip();
    if (!address.contains(".") || Network.literal(address).isEmpty()) {
      throw new IllegalArgumentException(where + " is an IPv4 address such as 192.0.2.25");
    }
    return address;
  }

  /** Whether the address goes from one account to another. */
  public boolean isTransfer() {
    return way == Way.SAME_ADDRESS && old.isOnEc2() && !target.account().equals(old.account());
  }

  /** The addresses that the new servers have, of those that are known. */
  public List<String> newAddresses() {
    return Stream.of(first, second)
        .flatMap(Stream::ofNullable)
        .flatMap(server -> Stream.ofNullable(server.address()))
        .toList();
  }

  MailDomain mailDomain() {
    return new MailDomain(domain, dkimSelectors);
  }
}
