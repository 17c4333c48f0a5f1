package io.todoku.rule;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The request to remove email sending limitations, in English and with the fields of AWS Support's
 * form. What only people know is marked with {@code [EDIT: …]}.
 */
public final class SendLimitRequestTemplate {

  private static final String ADDRESSES_PLACEHOLDER =
      "  [EDIT: the addresses that mail leaves from]";

  private SendLimitRequestTemplate() {}

  /** An Elastic IP and the name of its PTR. */
  public record AddressWithPtr(String address, String name) {}

  /**
   * @param addresses that mail leaves from; where there is none, a placeholder marks them as
   *     missing
   * @param use why mail is sent, without full stop
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
      %s.
      Recipients are %s.
      We send %s messages a day, and no unsolicited mail.
      Bounces and complaints are handled by %s.
    """
        .formatted(
            account,
            region,
            addressLines(addresses),
            use,
            Placeholder.KIND_OF_MAIL.token(),
            Placeholder.RECIPIENTS.token(),
            Placeholder.MESSAGES_PER_DAY.token(),
            Placeholder.BOUNCE_HANDLING.token());
  }

  /** Puts addresses in place of the placeholder, and updates the names of those that are there. */
  public static String fillAddresses(String request, List<AddressWithPtr> addresses) {
    String complete = request.replace(ADDRESSES_PLACEHOLDER, addressLines(addresses));
    for (AddressWithPtr entry : addresses) {
      complete =
          complete.replaceAll(
              "(?m)^  " + Pattern.quote(entry.address) + " .*$",
              Matcher.quoteReplacement("  " + entry.address + "  " + entry.name));
    }
    return complete;
  }

  private static String addressLines(List<AddressWithPtr> addresses) {
    return addresses.isEmpty()
        ? ADDRESSES_PLACEHOLDER
        : addresses.stream()
            .map(entry -> "  " + entry.address + "  " + entry.name)
            .collect(Collectors.joining("\n"));
  }
}
