package io.todoku.checklist;

import io.todoku.rule.RemedyLink;
import io.todoku.rule.Text;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Pages of the AWS Management Console about access to an account, by its partition. */
final class AccessConsole {

  private AccessConsole() {}

  /** The role or user; where its name is not known, the list of all. */
  static RemedyLink principal(DeniedPrincipal principal) {
    String page = principal.type() + "s";
    String iam = home(principal.partition(), "iam");
    return principal.isNamed()
        ? new RemedyLink(
            Text.of("link." + principal.type(), principal.name()),
            iam + "#/%s/details/%s".formatted(page, encode(principal.name())))
        : new RemedyLink(Text.of("link.roles"), iam + "#/" + page);
  }

  /** The account’s settings of STS. */
  static RemedyLink tokenSettings(String partition) {
    return new RemedyLink(
        Text.of("link.account-settings"), home(partition, "iam") + "#/account_settings");
  }

  static RemedyLink accessKeys(String partition) {
    return new RemedyLink(Text.of("link.access-keys"), home(partition, "iam") + "#/users");
  }

  /**
   * @param type {@code service-control-policy} or {@code resource-control-policy}
   */
  static RemedyLink organizationPolicies(String partition, String type) {
    return new RemedyLink(
        Text.of("link." + type),
        "https://console.%s/organizations/v2/home/policies/%s".formatted(domain(partition), type));
  }

  static RemedyLink endpoints(String partition) {
    return new RemedyLink(Text.of("link.endpoints"), home(partition, "vpcconsole") + "#Endpoints:");
  }

  /** The Regions that the account has enabled, on the page of the account. */
  static RemedyLink enabledRegions(String partition) {
    return new RemedyLink(
        Text.of("link.regions"), "https://console." + domain(partition) + "/billing/home#/account");
  }

  static RemedyLink supportPlans(String partition) {
    return new RemedyLink(
        Text.of("link.support-plans"),
        "https://console." + domain(partition) + "/support/plans/home");
  }

  static RemedyLink health(String partition) {
    return new RemedyLink(
        Text.of("link.health"), "https://console." + domain(partition) + "/health/home");
  }

  static String partitionOf(String region) {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  private static String home(String partition, String service) {
    return "https://console." + domain(partition) + "/" + service + "/home";
  }

  private static String domain(String partition) {
    return switch (partition) {
      case "aws-cn" -> "amazonaws.cn";
      case "aws-us-gov" -> "amazonaws-us-gov.com";
      default -> "aws.amazon.com";
    };
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
