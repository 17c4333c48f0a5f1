package io.todoku.bounce;

import com.google.common.net.InetAddresses;
import io.todoku.bounce.BounceAddress.AddressRole;
import io.todoku.snapshot.Network;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The addresses and names in a bounce.
 *
 * @param receivers names of the servers that answered, in the order of the text
 * @param addresses each once
 * @param names each once, lower case, without those of links
 * @param mailboxDomains domains of the recipients' mail addresses
 */
record BounceHosts(
    List<String> receivers,
    List<BounceAddress> addresses,
    List<String> names,
    List<String> mailboxDomains) {

  private static final int MAX_FOUND = 50;
  private static final String NAME =
      "(?<name>[A-Za-z0-9_][A-Za-z0-9_-]{0,62}(?:\\.[A-Za-z0-9_-]{1,63}){1,10}+)\\.?";
  private static final String ADDRESS = "(?<address>[0-9A-Fa-f.:]{2,45})";

  /** A server that answered, as the logs and bounces of the known mail servers name it. */
  private static final List<Pattern> RECEIVERS =
      Stream.of(
              "(?<!client |Client )\\bhost:? " + NAME + "(?: ?[\\[(]" + ADDRESS + "[\\])])?",
              "\\bconnect to " + NAME + "\\[" + ADDRESS + "\\]",
              "\\brelay=" + NAME + " ?\\[" + ADDRESS + "\\]",
              "\\bH=" + NAME + " \\[" + ADDRESS + "\\]",
              "Remote-MTA: dns; ?" + NAME + "(?: [\\[(]" + ADDRESS + "[\\])])?",
              "while talking to " + NAME,
              "Connected to " + ADDRESS + " but",
              "(?<address>[0-9]{1,3}(?:\\.[0-9]{1,3}){3}) (?:does not like recipient|failed after)",
              "\"remoteMtaIp\" ?: ?\"" + ADDRESS + "\"",
              "Remote server: " + NAME,
              "(?<![A-Za-z0-9_.-])" + NAME + " gave this error",
              "<" + NAME + " #[245]\\.",
              "\\[(?<name>[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,6}\\.protection\\.outlook"
                  + "\\.com)[ \\]]")
          .map(Pattern::compile)
          .toList();

  /** Four numbers behind one of these are a version, or a code of Yahoo. */
  private static final Pattern IPV4 =
      Pattern.compile(
          "(?<!(?i:version |version=|release | id |exim |postfix |sendmail |v|complaints - ))"
              + "(?<![0-9A-Za-z.-])[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?![0-9A-Za-z-]|\\.[0-9A-Za-z])");

  private static final Pattern IPV6 =
      Pattern.compile(
          "(?<![0-9A-Za-z:.])(?:IPv6:)?([0-9A-Fa-f]{1,4}:[0-9A-Fa-f:.]{3,40}|::[0-9A-Fa-f:.]{1,40})");

  /** The name by which the PTR record or a blocklist is asked. */
  private static final Pattern REVERSED =
      Pattern.compile(
          "(?<![0-9A-Za-z.-])([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})"
              + "\\.(?:in-addr\\.arpa|zen\\.|sbl\\.|xbl\\.|pbl\\.|b\\.barracudacentral\\.|bl\\.)");

  /** What stands in front of the client's address in a log or an answer. */
  private static final Pattern CLIENT =
      Pattern.compile(
          "(?i)(?:\\bfrom [A-Za-z0-9_.-]{1,80}\\[|client=[A-Za-z0-9_.-]{0,80}\\[|\\bIP=|\\bip="
              + "|sourceIp\" ?: ?\"|messages from \\[?)$");

  private static final Pattern LINK = Pattern.compile("(?i)\\bhttps?[:/]+ ?[^\\s\"'<>]{1,500}");
  private static final Pattern NAMES =
      Pattern.compile("(?<![A-Za-z0-9_.-])" + NAME + "(?![A-Za-z0-9_@-])");
  private static final Pattern SENDER_MAILBOX =
      Pattern.compile("(?i)(?:from=<|sender: rfc822; ?|MAIL FROM:<|F=<)[^\\s<>@]{0,64}@[^\\s<>]+");
  private static final Pattern MAILBOX =
      Pattern.compile("@(?<domain>[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,6})");

  /**
   * @param answer where the receiver's answer begins in the line; -1 where it is not known
   */
  static BounceHosts in(BounceText text, int answer) {
    Set<String> receivers = new LinkedHashSet<>();
    Set<String> receiverAddresses = new LinkedHashSet<>();
    for (Pattern pattern : RECEIVERS) {
      Matcher matcher = pattern.matcher(text.line());
      while (matcher.find() && receivers.size() < MAX_FOUND) {
        Map<String, Integer> groups = pattern.namedGroups();
        if (groups.containsKey("name") && matcher.group("name") != null) {
          receivers.add(matcher.group("name").toLowerCase(Locale.ROOT));
        }
        if (groups.containsKey("address") && matcher.group("address") != null) {
          canonical(matcher.group("address")).ifPresent(receiverAddresses::add);
        }
      }
    }
    return new BounceHosts(
        List.copyOf(receivers),
        addresses(text, answer, receiverAddresses),
        names(text.whole()),
        mailboxDomains(text.line()));
  }

  private static List<BounceAddress> addresses(BounceText text, int answer, Set<String> receivers) {
    Map<String, AddressRole> roles = new LinkedHashMap<>();
    receivers.forEach(address -> roles.put(address, AddressRole.RECEIVER));
    collect(text.line(), answer, roles);
    collect(text.whole(), Integer.MAX_VALUE, roles);
    return roles.entrySet().stream()
        .map(entry -> new BounceAddress(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparing(BounceAddress::role))
        .limit(MAX_FOUND)
        .toList();
  }

  private static void collect(String line, int answer, Map<String, AddressRole> roles) {
    for (Pattern pattern : List.of(IPV4, IPV6)) {
      Matcher matcher = pattern.matcher(line);
      while (matcher.find() && roles.size() < MAX_FOUND) {
        String found = matcher.group(matcher.groupCount());
        int at = matcher.start();
        canonical(found)
            .ifPresent(address ->
                roles.putIfAbsent(
                    address,
                    (answer >= 0 && at > answer) || isClient(line, at)
                        ? AddressRole.SENDER
                        : AddressRole.OTHER));
      }
    }
    Matcher reversed = REVERSED.matcher(line);
    while (reversed.find() && roles.size() < MAX_FOUND) {
      String forward =
          IntStream.of(4, 3, 2, 1).mapToObj(reversed::group).collect(Collectors.joining("."));
      canonical(forward).ifPresent(address -> roles.putIfAbsent(address, AddressRole.SENDER));
    }
  }

  /** Whether a log names the address as that of the client, or the answer as the one refused. */
  private static boolean isClient(String line, int at) {
    String before = line.substring(Math.max(0, at - 100), at);
    return CLIENT.matcher(before).find();
  }

  private static Optional<String> canonical(String literal) {
    String text = literal.endsWith("::") ? literal : literal.replaceAll("[.:]$", "");
    return Network.parseAddress(text)
        .filter(BounceHosts::isUsable)
        .map(InetAddresses::toAddrString);
  }

  /** Not the answers of blocklists, 127.0.0.2 and the like, nor 0.0.0.0. */
  private static boolean isUsable(InetAddress address) {
    return !address.isLoopbackAddress()
        && !address.isAnyLocalAddress()
        && !address.isMulticastAddress();
  }

  private static List<String> names(String whole) {
    Set<String> found = new LinkedHashSet<>();
    Matcher matcher = NAMES.matcher(LINK.matcher(whole).replaceAll(" "));
    while (matcher.find() && found.size() < MAX_FOUND) {
      String name = matcher.group("name").toLowerCase(Locale.ROOT);
      String last = name.substring(name.lastIndexOf('.') + 1);
      if (last.matches("[a-z]{2,24}|xn--[a-z0-9-]{2,59}")) {
        found.add(name);
      }
    }
    return List.copyOf(found);
  }

  private static List<String> mailboxDomains(String line) {
    Set<String> found = new LinkedHashSet<>();
    Matcher matcher = MAILBOX.matcher(SENDER_MAILBOX.matcher(line).replaceAll(" "));
    while (matcher.find() && found.size() < MAX_FOUND) {
      found.add(matcher.group("domain").toLowerCase(Locale.ROOT));
    }
    return List.copyOf(found);
  }
}
