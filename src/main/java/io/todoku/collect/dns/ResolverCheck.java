package io.todoku.collect.dns;

import io.todoku.snapshot.Reason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/**
 * Whether a resolver answers.
 *
 * @param resolver as configured
 * @param failure null if it answers
 */
public record ResolverCheck(String resolver, @Nullable Reason failure) {

  static ResolverCheck of(NamedResolver resolver, Message question) {
    try {
      Message answer = resolver.send(question);
      return new ResolverCheck(
          resolver.name(),
          answer.getRcode() == Rcode.NOERROR ? null : DnsFailures.reason(answer, resolver.name()));
    } catch (IOException e) {
      return new ResolverCheck(resolver.name(), DnsFailures.reason(e, resolver.name()));
    }
  }
}
