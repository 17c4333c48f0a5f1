package io.todoku.rule;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The request to remove email sending limitations, as the form of AWS Support asks for it: in
 * English, with marks for what only people know.
 */
public final class SendLimitRequestTemplate {

  private static final String ADDRESSES_PLACEHOLDER =
      "  [EDIT: the addresses that mail leaves from]";

  private SendLimitRequestTemplate() {}

  /** An Elastic IP and its reverse name. */
  public record AddressWithPtr(String address, String name) {}

  /**
   * @param addresses that mail leaves from; where there are none, they are marked as missing
   * @param use how it comes that mail is sent, without full stop
   */
  public static String render(
      String account, String region, List<AddressWithPtr> addresses, String use) {
    return """
    Request to Remove Email Sending Limitations
    Account: %s
    Region: %s
    Elastic IP addresses and reverse DNS records:
    %s
    Use case description:
      %s:
      [EDIT: what is sent, such as replies to enquiry forms].
      Recipients are [EDIT: who, and how they came to be written to].
      We send [EDIT: how many] messages a day, and no unsolicited mail.
      Bounces and complaints are handled by [EDIT: whom, and how].
    """
        .formatted(account, region, addressLines(addresses), use);
  }

  /** A request with these addresses in it where none was, and with their names. */
  public static String fillAddresses(String request, List<AddressWithPtr> addresses) {
    String complete = request.replace(ADDRESSES_PLACEHOLDER, addressLines(addresses));
    for (AddressWithPtr one : addresses) {
      complete =
          complete.replaceAll(
              "(?m)^  " + Pattern.quote(one.address) + " .*$",
              Matcher.quoteReplacement("  " + one.address + "  " + one.name));
    }
    return complete;
  }

  private static String addressLines(List<AddressWithPtr> addresses) {
    return addresses.isEmpty()
        ? ADDRESSES_PLACEHOLDER
        : addresses.stream()
            .map(one -> "  " + one.address + "  " + one.name)
            .collect(Collectors.joining("\n"));
  }
}
