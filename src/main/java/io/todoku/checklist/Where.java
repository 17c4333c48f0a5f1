package io.todoku.checklist;

import io.todoku.rule.Resource;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which thing a finding is about, in one line. */
final class Where {

  private Where() {}

  /** What is known of name, address, id and Region, each once. */
  static String of(Resource resource) {
    return of(resource.name(), resource.address(), resource.id(), resource.region());
  }

  static String of(@Nullable String... parts) {
    return Stream.of(parts)
        .filter(part -> part != null && !part.isEmpty())
        .distinct()
        .collect(Collectors.joining(" · "));
  }
}
