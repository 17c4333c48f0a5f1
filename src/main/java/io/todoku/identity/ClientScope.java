package io.todoku.identity;

import java.io.Serializable;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The clients whose accounts a user or an API token may see.
 *
 * @param everyClient whether it is not limited; accounts without a client are seen by nobody else
 * @param names of the clients, as written at their accounts; empty where not limited
 */
public record ClientScope(boolean everyClient, Set<String> names) implements Serializable {

  public static final ClientScope EVERY_CLIENT = new ClientScope(true, Set.of());

  public ClientScope {
    names = everyClient ? Set.of() : Set.copyOf(names);
  }

  /** Those clients only; none where the names are empty. */
  public static ClientScope of(Collection<String> names) {
    return new ClientScope(false, Set.copyOf(names));
  }

  public boolean includes(String client) {
    return everyClient || (!client.isBlank() && names.contains(client));
  }

  /** Whether it reaches no client that this one does not reach. */
  public boolean includesScope(ClientScope other) {
    return everyClient || (!other.everyClient && names.containsAll(other.names));
  }

  /** The clients that both include. */
  public ClientScope intersect(ClientScope other) {
    if (everyClient) {
      return other;
    }
    return other.everyClient
        ? this
        : of(names.stream().filter(other.names::contains).collect(Collectors.toSet()));
  }

  public boolean includesAll(Collection<String> clients) {
    return clients.stream().allMatch(this::includes);
  }
}
