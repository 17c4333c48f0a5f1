package io.todoku.collect.aws;

import io.todoku.snapshot.OrganizationAccount.OrganizationalUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListRootsResponse;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.organizations.model.Root;

/** Reads lists of AWS Organizations, page by page, and converts them to observations. */
final class OrganizationQueries {

  /** Pages of one list; one of accounts has 20 accounts a page, and 50,000 are the most. */
  private static final int MAX_PAGES = 2500;

  private static final Pattern ACCOUNT_ARN =
      Pattern.compile("arn:(aws[a-z-]*):organizations::(\\d{12}):account/(o-[a-z0-9]+)/(\\d{12})");

  /**
   * An account before its unit and tags are read.
   *
   * @param organization and {@code managementAccount}: as the ARN of the account names them
   */
  record AccountSummary(
      String id,
      String name,
      String status,
      String partition,
      String organization,
      String managementAccount) {}

  private final OrganizationsClient organizations;
  private final AwsRequestOverrideConfiguration requestConfiguration;

  OrganizationQueries(OrganizationsClient organizations, AccountSession session) {
    this.organizations = organizations;
    this.requestConfiguration = session.requestConfiguration();
  }

  List<AccountSummary> accounts() {
    return readPages(
            organizations
                .listAccountsPaginator(r -> r.overrideConfiguration(requestConfiguration))
                .stream(),
            ListAccountsResponse::accounts)
        .map(OrganizationQueries::summary)
        .toList();
  }

  /** The ids of the roots; organizations have one. */
  List<String> roots() {
    return readPages(
            organizations
                .listRootsPaginator(r -> r.overrideConfiguration(requestConfiguration))
                .stream(),
            ListRootsResponse::roots)
        .map(Root::id)
        .toList();
  }

  /**
   * @param parent id of a root or a unit
   */
  List<OrganizationalUnit> units(String parent) {
    return readPages(
            organizations
                .listOrganizationalUnitsForParentPaginator(
                    r -> r.parentId(parent).overrideConfiguration(requestConfiguration))
                .stream(),
            ListOrganizationalUnitsForParentResponse::organizationalUnits)
        .map(unit ->
            new OrganizationalUnit(AwsText.orEmpty(unit.id()), AwsText.orEmpty(unit.name())))
        .toList();
  }

  /**
   * The ids of the accounts that a root or a unit holds itself.
   *
   * @param parent its id
   */
  List<String> accountsIn(String parent) {
    return readPages(
            organizations
                .listAccountsForParentPaginator(
                    r -> r.parentId(parent).overrideConfiguration(requestConfiguration))
                .stream(),
            ListAccountsForParentResponse::accounts)
        .map(Account::id)
        .toList();
  }

  Map<String, String> tags(String account) {
    Map<String, String> tags = new TreeMap<>();
    readPages(
            organizations
                .listTagsForResourcePaginator(
                    r -> r.resourceId(account).overrideConfiguration(requestConfiguration))
                .stream(),
            ListTagsForResourceResponse::tags)
        .forEach(tag -> tags.put(AwsText.orEmpty(tag.key()), AwsText.orEmpty(tag.value())));
    return Map.copyOf(tags);
  }

  private static AccountSummary summary(Account account) {
    Matcher arn = ACCOUNT_ARN.matcher(String.valueOf(account.arn()));
    if (!arn.matches() || !arn.group(4).equals(account.id())) {
      throw new MalformedAnswerException(
          "\"" + AwsText.orEmpty(account.arn()) + "\" is not the ARN of the account");
    }
    String state = account.stateAsString();
    return new AccountSummary(
        account.id(),
        AwsText.orEmpty(account.name()),
        AwsText.orEmpty(state == null ? account.statusAsString() : state),
        arn.group(1),
        arn.group(3),
        arn.group(2));
  }

  /**
   * @throws MalformedAnswerException if there are more pages than the largest organization has
   */
  private static <P, T> Stream<T> readPages(Stream<P> answer, Function<P, List<T>> content) {
    List<P> read = answer.limit(MAX_PAGES + 1L).toList();
    if (read.size() > MAX_PAGES) {
      throw new MalformedAnswerException("the answer goes on after " + MAX_PAGES + " pages");
    }
    return read.stream().flatMap(page -> content.apply(page).stream());
  }
}
