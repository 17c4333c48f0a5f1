package io.todoku.runbook;

import io.todoku.runbook.WrongPlanException.Problem;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.HeloNames;
import io.todoku.snapshot.Network;
import java.util.List;
import java.util.regex.Pattern;
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
  private static final int MAX_REGION = 40;
  private static final int MAX_SELECTORS = 20;

  /** Labels as DNS carries them, in front of {@code ._domainkey} (RFC 6376, section 3.1). */
  private static final Pattern SELECTOR =
      Pattern.compile(
          "(?=.{1,63}$)[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?"
              + "(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*");

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
        throw new WrongPlanException(Problem.TOGETHER, "old.region");
      }
      if (account != null) {
        checkPlace("old", account, region);
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
      checkPlace("target", account, region);
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
      throw new WrongPlanException(Problem.WAY, "way");
    }
    domain = hostName("domain", domain);
    dkimSelectors = selectors(dkimSelectors);
    if (old == null || target == null) {
      throw new IllegalArgumentException((old == null ? "old" : "target") + " is missing");
    }
    name = name == null || name.isBlank() ? old.name() + " → " + target.region() : name.strip();
    if (name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
      throw new WrongPlanException(Problem.TITLE, "name");
    }
    if (way == Way.SAME_ADDRESS && old.isOnEc2() && !target.region().equals(old.region())) {
      throw new WrongPlanException(Problem.REGION_STAYS, "target.region");
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
      throw new WrongPlanException(Problem.NAME_OF_OLD, "first.name");
    }
    if (old.address().equals(server.address())) {
      throw new WrongPlanException(Problem.ADDRESS_OF_OLD, "first.address");
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
      throw new WrongPlanException(Problem.ADDRESS_TAKEN, "second.address");
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

  private static void checkPlace(String where, @Nullable String account, @Nullable String region) {
    if (account == null || !account.matches("\\d{12}")) {
      throw new WrongPlanException(Problem.ACCOUNT, where + ".account");
    }
    if (region == null
        || region.length() > MAX_REGION
        || !region.matches("[a-z]{2}(-[a-z]+)+-[0-9]{1,2}")) {
      throw new WrongPlanException(Problem.REGION, where + ".region");
    }
  }

  private static List<String> selectors(@Nullable List<String> given) {
    List<String> selectors = given == null ? List.of() : given;
    if (selectors.size() > MAX_SELECTORS
        || !selectors.stream().allMatch(one -> one != null && SELECTOR.matcher(one).matches())) {
      throw new WrongPlanException(Problem.SELECTORS, "dkim-selectors");
    }
    return selectors.stream().distinct().toList();
  }

  private static String hostName(String where, @Nullable String text) {
    String name = DnsLookup.canonical(text == null ? "" : text.strip());
    if (!HeloNames.isQualified(name)) {
      throw new WrongPlanException(Problem.HOST_NAME, where);
    }
    return name;
  }

  private static String literal(String where, @Nullable String text) {
    String address = text == null ? "" : text.strip();
    if (!address.contains(".") || Network.literal(address).isEmpty()) {
      throw new WrongPlanException(Problem.ADDRESS, where);
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
