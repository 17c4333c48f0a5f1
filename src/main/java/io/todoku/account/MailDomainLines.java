package io.todoku.account;

import io.todoku.snapshot.AccountFacts.MailDomain;
import java.util.List;
import java.util.stream.Collectors;

/** Mail domains as text: one per line, followed by its DKIM selectors. */
final class MailDomainLines {

  private MailDomainLines() {}

  static List<MailDomain> parse(String lines) {
    return lines
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .map(AccountEntity::splitList)
        .filter(words -> !words.isEmpty())
        .map(words -> new MailDomain(words.getFirst(), words.subList(1, words.size())))
        .toList();
  }

  static String format(List<MailDomain> domains) {
    return domains.stream()
        .map(d -> (d.name() + " " + String.join(",", d.dkimSelectors())).strip())
        .collect(Collectors.joining("\n"));
  }
}
