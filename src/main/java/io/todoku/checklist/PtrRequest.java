package io.todoku.checklist;

import io.todoku.checklist.FixBlock.FixText;
import io.todoku.rule.Placeholder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of one request to AWS Support for the reverse DNS records of several Elastic IPs, which
 * does the same as a command for each. It is in English, as AWS Support reads it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Elastic_Addressing_Reverse_DNS.html">Reverse
 *     DNS for Elastic IP addresses</a>
 */
final class PtrRequest {

  /** The most addresses of one request, so that a person at AWS can still check them. */
  static final int MAX_ADDRESSES = 20;

  private static final Pattern COMMAND =
      Pattern.compile(
          "aws ec2 modify-address-attribute --allocation-id (\\S+) --domain-name (\\S+)"
              + " --region (\\S+)");

  private record RequestScope(String account, String accountId, String region) {}

  private PtrRequest() {}

  /** One block with a request for each account and Region; none where nothing asks for a PTR. */
  static List<FixBlock> of(List<FixText> texts) {
    Map<RequestScope, Set<String>> lines = new LinkedHashMap<>();
    for (FixText text : texts) {
      Matcher command = COMMAND.matcher(text.form().text());
      if (command.find()) {
        lines
            .computeIfAbsent(
                new RequestScope(text.account(), text.accountId(), command.group(3)),
                _ -> new LinkedHashSet<>())
            .add(line(text.where(), command.group(1), command.group(2)));
      }
    }
    List<String> requests = new ArrayList<>();
    lines.forEach((scope, all) -> chunks(all).forEach(some -> requests.add(request(scope, some))));
    long accounts = lines.keySet().stream().map(RequestScope::accountId).distinct().count();
    return requests.isEmpty()
        ? List.of()
        : List.of(
            new FixBlock(
                FixBlock.PTR_REQUEST, String.join("\n\n----\n\n", requests), (int) accounts));
  }

  private static String line(String address, String allocationId, String name) {
    return "  %s  %s  %s"
        .formatted(
            address,
            allocationId,
            name.equals(Placeholder.MAIL_HOST_NAME.token())
                ? "[EDIT: its reverse DNS name]"
                : name);
  }

  private static List<List<String>> chunks(Set<String> lines) {
    List<String> all = List.copyOf(lines);
    List<List<String>> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += MAX_ADDRESSES) {
      chunks.add(all.subList(from, Math.min(all.size(), from + MAX_ADDRESSES)));
    }
    return chunks;
  }

  private static String request(RequestScope scope, List<String> lines) {
    return """
    Request to configure reverse DNS for Elastic IP addresses
    Account: %s
    Region: %s
    Elastic IP addresses, allocation IDs and reverse DNS names:
    %s
    [EDIT: remove this line once each name has an A record with its address]\
    """
        .formatted(
            scope.accountId(), scope.region(), lines.stream().collect(Collectors.joining("\n")));
  }
}
