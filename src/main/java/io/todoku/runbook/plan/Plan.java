package io.todoku.runbook.plan;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.HeloNames;
import io.todoku.snapshot.Network;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A plan to move a mail server: what moves, from where to where, and by which strategy.
 *
 * @param name the title that people see; never blank
 * @param domain the mail domain that the server receives and sends mail for
 * @param dkimSelectors the DKIM selectors that its mail is signed with, at most 20
 * @param old the server to move away from
 * @param target the AWS account and Region to move to
 * @param first the new server; with {@link MigrationStrategy#KEEP_NAME}, the temporary server with
 *     the second host name
 * @param second with {@link MigrationStrategy#KEEP_NAME}, the server that has the old host name in
 *     the end; null otherwise
 */
public record Plan(
    String name,
    @JsonProperty("way") @JsonAlias("strategy") MigrationStrategy strategy,
    String domain,
    List<String> dkimSelectors,
    OldServer old,
    TargetAccount target,
    NewServer first,
    @Nullable NewServer second) {

  private static final int MAX_NAME = 200;
  private static final int MAX_REGION = 40;
  private static final int MAX_SELECTORS = 20;

  /** The labels of a DKIM selector, in front of {@code ._domainkey} (RFC 6376, section 3.1). */
  private static final Pattern SELECTOR =
      Pattern.compile(
          "(?=.{1,63}$)[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?"
              + "(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*+");

  /**
   * The server to move away from.
   *
   * @param account the account that holds its Elastic IP; null if the server is not on EC2, or that
   *     account is not known
   * @param region the Region of its Elastic IP; null exactly if {@code account} is
   */
  public record OldServer(
      String name, String address, @Nullable String account, @Nullable String region) {
    public OldServer {
      name = validHostName("old.name", name);
      address = ipv4Address("old.address", address);
      if ((account == null) != (region == null)) {
        throw new InvalidInputException(PlanProblem.ACCOUNT_WITHOUT_REGION.at("old.region"));
      }
      if (account != null) {
        validateAccountAndRegion("old", account, region);
      }
    }

    /** Whether its address is an Elastic IP of a known account. */
    public boolean isOnEc2() {
      return account != null;
    }
  }

  /**
   * Where the new server runs.
   *
   * @param account the account id, twelve digits
   */
  public record TargetAccount(String account, String region) {
    public TargetAccount {
      validateAccountAndRegion("target", account, region);
    }
  }

  /**
   * A new server.
   *
   * @param address its Elastic IP; null while none is allocated
   */
  public record NewServer(String name, @Nullable String address) {}

  public Plan {
    if (strategy == null) {
      throw new InvalidInputException(PlanProblem.STRATEGY.at("way"));
    }
    domain = validHostName("domain", domain);
    dkimSelectors = validSelectors(dkimSelectors);
    if (old == null || target == null) {
      throw InvalidInputException.withMessage((old == null ? "old" : "target") + " is missing");
    }
    name = name == null || name.isBlank() ? old.name() + " → " + target.region() : name.strip();
    if (name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidInputException(PlanProblem.PLAN_NAME.at("name"));
    }
    if (strategy == MigrationStrategy.SAME_ADDRESS
        && old.isOnEc2()
        && !target.region().equals(old.region())) {
      throw new InvalidInputException(PlanProblem.REGION_DIFFERS.at("target.region"));
    }
    first = first(strategy, old, first);
    second = second(strategy, old, first, second);
  }

  private static NewServer first(
      MigrationStrategy strategy, OldServer old, @Nullable NewServer given) {
    if (strategy == MigrationStrategy.SAME_ADDRESS) {
      return new NewServer(old.name(), old.address());
    }
    if (given == null) {
      throw InvalidInputException.withMessage(
          "first is missing: the name and address of the new server");
    }
    NewServer server = validServer("first", given, null);
    if (server.name().equals(old.name())) {
      throw new InvalidInputException(PlanProblem.SAME_NAME_AS_OLD.at("first.name"));
    }
    if (old.address().equals(server.address())) {
      throw new InvalidInputException(PlanProblem.SAME_ADDRESS_AS_OLD.at("first.address"));
    }
    return server;
  }

  private static @Nullable NewServer second(
      MigrationStrategy strategy, OldServer old, NewServer first, @Nullable NewServer given) {
    if (strategy != MigrationStrategy.KEEP_NAME) {
      return null;
    }
    NewServer server =
        validServer("second", given == null ? new NewServer(old.name(), null) : given, old.name());
    if (server.address() != null
        && (server.address().equals(first.address()) || server.address().equals(old.address()))) {
      throw new InvalidInputException(PlanProblem.ADDRESS_USED_TWICE.at("second.address"));
    }
    return server;
  }

  private static NewServer validServer(String key, NewServer given, @Nullable String mustBe) {
    String givenName = given.name() == null && mustBe != null ? mustBe : given.name();
    String name = validHostName(key + ".name", givenName);
    if (mustBe != null && !name.equals(mustBe)) {
      throw InvalidInputException.withMessage(
          key + ".name must be the old server's name, " + mustBe);
    }
    String address = given.address();
    return new NewServer(
        name, address == null || address.isBlank() ? null : ipv4Address(key + ".address", address));
  }

  private static void validateAccountAndRegion(
      String key, @Nullable String account, @Nullable String region) {
    if (account == null || !account.matches("\\d{12}")) {
      throw new InvalidInputException(PlanProblem.ACCOUNT.at(key + ".account"));
    }
    if (region == null
        || region.length() > MAX_REGION
        || !region.matches("[a-z]{2}(?:-[a-z]+)++-[0-9]{1,2}")) {
      throw new InvalidInputException(PlanProblem.REGION.at(key + ".region"));
    }
  }

  private static List<String> validSelectors(@Nullable List<String> given) {
    List<String> selectors = given == null ? List.of() : given;
    if (selectors.size() > MAX_SELECTORS
        || !selectors.stream()
            .allMatch(selector -> selector != null && SELECTOR.matcher(selector).matches())) {
      throw new InvalidInputException(PlanProblem.SELECTORS.at("dkim-selectors"));
    }
    return selectors.stream().distinct().toList();
  }

  private static String validHostName(String key, @Nullable String text) {
    String name = DnsLookup.canonical(text == null ? "" : text.strip());
    if (!HeloNames.isQualified(name)) {
      throw new InvalidInputException(PlanProblem.HOST_NAME.at(key));
    }
    return name;
  }

  private static String ipv4Address(String key, @Nullable String text) {
    String address = text == null ? "" : text.strip();
    if (!address.contains(".") || Network.parseAddress(address).isEmpty()) {
      throw new InvalidInputException(PlanProblem.ADDRESS.at(key));
    }
    return address;
  }

  /** Whether the Elastic IP is transferred from one account to another. */
  public boolean isTransfer() {
    return strategy == MigrationStrategy.SAME_ADDRESS
        && old.isOnEc2()
        && !target.account().equals(old.account());
  }

  /** The known addresses of the new servers. */
  public List<String> newAddresses() {
    return Stream.of(first, second)
        .flatMap(Stream::ofNullable)
        .flatMap(server -> Stream.ofNullable(server.address()))
        .toList();
  }

  public MailDomain mailDomain() {
    return new MailDomain(domain, dkimSelectors);
  }
}
