package io.todoku.notify;

import java.util.List;

/** Lists the clients to choose from; the package of accounts provides it. */
@FunctionalInterface
public interface KnownClients {

  List<String> names();
}
