package io.todoku;

import io.todoku.account.Account;
import io.todoku.account.AccountDecisions;
import io.todoku.account.AccountSettings;
import io.todoku.account.ConfiguredDecisions;
import io.todoku.account.DecisionReader;
import io.todoku.identity.SecondFactorDemand;
import io.todoku.locale.InvalidInputException;
import io.todoku.schedule.ConfiguredSchedules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings under {@code todoku} that stand in no section of their own.
 *
 * @param apiToken bearer token with administrator rights; blank: off
 * @param scrapeToken bearer token that may read the metrics and nothing else; blank: off
 * @param publicUrl the address people use, if it is not the loopback address
 * @param securityContact whom to report a vulnerability to, a URI; null or blank: not told
 * @param resetSignIn prints a new one-time sign-in link at start
 * @param localSignIn whether users sign in with passwords of Todoku
 * @param secondFactor who must have a second factor beside the password
 */
@ConfigurationProperties("todoku")
record TodokuProperties(
    @DefaultValue("") String apiToken,
    @DefaultValue("") String scrapeToken,
    @Nullable String publicUrl,
    @Nullable String securityContact,
    @DefaultValue("false") boolean resetSignIn,
    @DefaultValue("true") boolean localSignIn,
    @DefaultValue("optional") SecondFactorDemand secondFactor,
    @DefaultValue List<AccountSettings> accounts) {

  /**
   * @throws InvalidInputException with the invalid entry and the reason
   */
  List<Account> toAccounts() {
    Set<String> ids = new HashSet<>();
    List<Account> all = new ArrayList<>();
    for (int i = 0; i < accounts.size(); i++) {
      try {
        Account account = accounts.get(i).toAccount();
        if (!ids.add(account.id())) {
          throw InvalidInputException.withMessage(
              "account " + account.id() + " stands there twice");
        }
        all.add(account);
      } catch (InvalidInputException wrong) {
        throw InvalidInputException.withMessage(
            "todoku.accounts[" + i + "]: " + wrong.getMessage());
      }
    }
    return List.copyOf(all);
  }

  /**
   * @throws InvalidInputException with the invalid entry and the reason
   */
  ConfiguredDecisions toDecisions(DecisionReader reader) {
    Map<String, AccountDecisions> all = new LinkedHashMap<>();
    for (int i = 0; i < accounts.size(); i++) {
      AccountSettings account = accounts.get(i);
      try {
        all.put(account.id(), reader.read(account.id(), account.attestations(), account.waivers()));
      } catch (InvalidInputException wrong) {
        throw InvalidInputException.withMessage("todoku.accounts[" + i + "]." + wrong.getMessage());
      }
    }
    all.values().removeIf(AccountDecisions::isEmpty);
    return new ConfiguredDecisions(all);
  }

  /**
   * @throws InvalidInputException with the invalid entry and the reason
   */
  ConfiguredSchedules toSchedules() {
    Map<String, String> all = new LinkedHashMap<>();
    for (int i = 0; i < accounts.size(); i++) {
      String schedule = accounts.get(i).schedule();
      if (schedule != null) {
        try {
          ConfiguredSchedules.check(schedule);
        } catch (InvalidInputException wrong) {
          throw InvalidInputException.withMessage(
              "todoku.accounts[" + i + "].schedule: " + wrong.getMessage());
        }
        all.put(accounts.get(i).id(), schedule);
      }
    }
    return new ConfiguredSchedules(all);
  }
}
