package io.todoku.onboarding;

import io.todoku.identity.CurrentUser;
import io.todoku.identity.UserAccess;
import io.todoku.identity.UserRole;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What pages tell of organizations: accounts that can be added, and accounts here that were closed
 * or have left. Only for operators of every client, because an organization is no client's.
 */
@Component
public class OrganizationNews {

  private final OrganizationStore store;
  private final CurrentUser currentUser;

  OrganizationNews(OrganizationStore store, CurrentUser currentUser) {
    this.store = store;
    this.currentUser = currentUser;
  }

  /** Organizations with accounts that can be added. */
  public List<OfferedAccounts> offers() {
    return mayRead() ? store.offers() : List.of();
  }

  /** By the id of the account. */
  public Map<String, OrganizationDeparture> departures() {
    return mayRead()
        ? store.departures().stream()
            .collect(
                Collectors.toMap(
                    OrganizationDeparture::account, Function.identity(), (first, _) -> first))
        : Map.of();
  }

  private boolean mayRead() {
    UserAccess user = currentUser.access();
    return user.role().includes(UserRole.OPERATOR) && user.clients().everyClient();
  }
}
