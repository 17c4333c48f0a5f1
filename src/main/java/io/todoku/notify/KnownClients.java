package io.todoku.notify;

import java.util.List;

/** The clients that there are, to choose from; other rooms know them. */
@FunctionalInterface
public interface KnownClients {

  List<String> names();
}
