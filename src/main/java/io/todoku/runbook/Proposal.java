package io.todoku.runbook;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklists;
import io.todoku.collect.NameViews;
import io.todoku.collect.NameViews.Question;
import io.todoku.rule.Sender;
import io.todoku.scan.SnapshotStore;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed.Known;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Fills a new plan in with what DNS and the inventory already show, and recommends a way. */
@Component
class Proposal {

  private final NameViews names;
  private final Accounts accounts;
  private final Checklists checklists;
  private final SnapshotStore snapshots;

  Proposal(NameViews names, Accounts accounts, Checklists checklists, SnapshotStore snapshots) {
    this.names = names;
    this.accounts = accounts;
    this.checklists = checklists;
    this.snapshots = snapshots;
  }

  /** An address of the inventory, and who holds it. */
  private record Held(Account account, Sender sender) {}

  /**
   * @param form with a domain at least; what a person has entered stays
   */
  PlanForm fill(PlanForm form) {
    String domain = DnsLookup.canonical(form.domain() == null ? "" : form.domain().strip());
    if (domain.isEmpty()) {
      return form;
    }
    Function<Question, NameView> world = world(form);
    String oldName = given(form.oldName()).orElseGet(() -> first(exchanges(domain, world)));
    String oldAddress =
        given(form.oldAddress())
            .orElseGet(
                () -> oldName.isEmpty() ? "" : first(records(new Question(oldName, "A"), world)));
    List<Held> held = held();
    Optional<Held> old =
        held.stream().filter(one -> one.sender().address().equals(oldAddress)).findFirst();
    String account = given(form.account()).or(() -> old.map(one -> one.account().id())).orElse("");
    String region =
        given(form.region())
            .or(() -> old.map(one -> one.sender().region()))
            .or(() -> region(held, account))
            .or(() -> accounts.find(account).flatMap(one -> one.regions().stream().findFirst()))
            .orElse("");
    List<String> idle =
        held.stream()
            .filter(one -> one.account().id().equals(account))
            .filter(one -> one.sender().region().equals(region) && one.sender().idle())
            .map(one -> one.sender().address())
            .filter(address -> !address.equals(oldAddress))
            .toList();
    return new PlanForm(
        form.name(),
        given(form.way()).orElse(recommended(old).id()),
        domain,
        given(form.selectors()).orElseGet(() -> selectors(domain)),
        oldName,
        oldAddress,
        given(form.oldAccount()).or(() -> old.map(one -> one.account().id())).orElse(""),
        given(form.oldRegion()).or(() -> old.map(one -> one.sender().region())).orElse(""),
        account,
        region,
        given(form.firstName()).orElse(oldName.replaceFirst("^([^.]*)\\.", "$12.")),
        given(form.firstAddress()).orElse(idle.isEmpty() ? "" : idle.getFirst()),
        given(form.secondAddress()).orElse(idle.size() < 2 ? "" : idle.get(1)));
  }

  /** An Elastic IP of ours can come along; else the name is kept by way of a second one. */
  private static Way recommended(Optional<Held> old) {
    return old.filter(one -> one.sender().allocationId() != null).isPresent()
        ? Way.SAME_ADDRESS
        : Way.KEEP_NAME;
  }

  private List<Held> held() {
    return accounts.all().stream()
        .flatMap(account ->
            checklists.of(account).map(Checklist::senders).stream()
                .flatMap(List::stream)
                .map(sender -> new Held(account, sender)))
        .toList();
  }

  /** Where an account has senders already. */
  private static Optional<String> region(List<Held> held, String account) {
    return held.stream()
        .filter(one -> one.account().id().equals(account))
        .map(one -> one.sender().region())
        .findFirst();
  }

  private String selectors(String domain) {
    return accounts.all().stream()
        .flatMap(account -> account.mailDomains().stream())
        .filter(one -> DnsLookup.canonical(one.name()).equals(domain))
        .map(MailDomain::dkimSelectors)
        .map(all -> String.join(" ", all))
        .findFirst()
        .orElse("");
  }

  /** DNS, or the recording for a plan that goes to one of the sample's accounts. */
  private Function<Question, NameView> world(PlanForm form) {
    return given(form.account())
        .flatMap(accounts::find)
        .filter(Account::sample)
        .flatMap(snapshots::current)
        .map(SampleRunbook::views)
        .orElse(question -> names.look(List.of(question)).getFirst());
  }

  private static List<String> exchanges(String domain, Function<Question, NameView> world) {
    return DnsLookup.exchanges(
        records(new Question(domain, "MX"), world).stream()
            .sorted(Comparator.comparingInt(Proposal::preference))
            .toList());
  }

  private static int preference(String exchange) {
    return Integer.parseInt(exchange.substring(0, exchange.indexOf(' ')));
  }

  private static List<String> records(Question question, Function<Question, NameView> world) {
    NameView view = world.apply(question);
    return view.answers().stream()
        .flatMap(one ->
            one.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
                ? Stream.of(answer.records())
                : Stream.empty())
        .filter(records -> !records.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private static String first(List<String> all) {
    return all.isEmpty() ? "" : all.getFirst();
  }

  private static Optional<String> given(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(entered -> !entered.isEmpty());
  }
}
