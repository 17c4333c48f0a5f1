package io.todoku.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.problem.ProblemType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The API that adds many accounts at once. */
@RestController
@RouteAccess(value = UserRole.OPERATOR, scope = DataScope.EVERY_CLIENT)
class AccountBatchApi {

  static final int MAX_ACCOUNTS = 2000;

  /** What became of one account of the request. */
  enum BatchResult {
    ADDED,
    /** It is there already, and stays as it is. */
    EXISTS,
    REFUSED
  }

  /**
   * What became of one account of the request.
   *
   * @param index in the request, from 0
   * @param account as it was stored; null where it was not added
   * @param problem why it was not added; null where it was
   */
  record BatchItemJson(
      int index,
      @Nullable String id,
      BatchResult result,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AccountJson account,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BatchProblemJson problem) {}

  /**
   * Why an account was not added.
   *
   * @param index in the request, from 0
   * @param type as in the problem detail of a request for this account alone
   */
  record BatchProblemJson(int index, @Nullable String id, String type, String detail) {}

  private record BatchRequest(List<Account> accounts, List<BatchProblemJson> problems) {

    /** Reads the accounts that can be added, and the problems of the others. */
    static BatchRequest of(List<AccountJson> body) {
      BatchRequest request = new BatchRequest(new ArrayList<>(), new ArrayList<>());
      Map<String, Integer> indexes = new HashMap<>();
      for (int i = 0; i < body.size(); i++) {
        AccountJson json = body.get(i);
        try {
          Account account = json.toAccount();
          Integer earlier = indexes.putIfAbsent(account.id(), i);
          if (earlier != null) {
            throw InvalidInputException.withMessage(
                "account %s stands at index %d already".formatted(account.id(), earlier));
          }
          request.accounts().add(account);
        } catch (InvalidInputException wrong) {
          request
              .problems()
              .add(
                  new BatchProblemJson(
                      i,
                      json.id(),
                      ProblemType.INVALID_VALUE.uri().toString(),
                      String.valueOf(wrong.getMessage())));
        }
      }
      return request;
    }
  }

  private final NewAccounts newAccounts;

  AccountBatchApi(NewAccounts newAccounts) {
    this.newAccounts = newAccounts;
  }

  /**
   * Adds all accounts in one transaction, or none where one cannot be added.
   *
   * @param partial whether those are added that can be, and each has its own result
   */
  @Audited("account.add-many")
  @PostMapping("/api/v1/accounts/batch")
  @ResponseStatus(HttpStatus.OK)
  List<BatchItemJson> add(
      @RequestBody List<AccountJson> body, @RequestParam(defaultValue = "false") boolean partial) {
    if (body.isEmpty() || body.size() > MAX_ACCOUNTS) {
      throw InvalidInputException.withMessage("name 1 to %d accounts".formatted(MAX_ACCOUNTS));
    }
    BatchRequest request = BatchRequest.of(body);
    if (partial) {
      List<AccountAddition> additions = newAccounts.addMissing(request.accounts());
      AuditTrail.doneInPart(additions.stream().anyMatch(AccountAddition::isAdded));
      return results(body, additions, request.problems());
    }
    if (!request.problems().isEmpty()) {
      List<BatchProblemJson> problems = new ArrayList<>(request.problems());
      problems.addAll(conflicts(body, newAccounts.existing(request.accounts())));
      throw refused(HttpStatus.BAD_REQUEST, ProblemType.INVALID_VALUE, body.size(), problems);
    }
    List<AccountAddition> additions = newAccounts.addAllOrNone(request.accounts());
    if (!additions.stream().allMatch(AccountAddition::isAdded)) {
      throw refused(
          HttpStatus.CONFLICT,
          ProblemType.CONFLICT,
          body.size(),
          conflicts(
              body,
              additions.stream()
                  .filter(one -> one.result() == AccountAddition.AdditionResult.EXISTS)
                  .map(one -> one.account().id())
                  .collect(Collectors.toSet())));
    }
    return results(body, additions, List.of());
  }

  private static List<BatchProblemJson> conflicts(List<AccountJson> body, Set<String> existing) {
    List<BatchProblemJson> conflicts = new ArrayList<>();
    for (int i = 0; i < body.size(); i++) {
      AccountJson json = body.get(i);
      if (existing.contains(json.id())) {
        conflicts.add(conflict(i, json.id()));
      }
    }
    return conflicts;
  }

  private static BatchProblemJson conflict(int index, String id) {
    return new BatchProblemJson(
        index,
        id,
        ProblemType.CONFLICT.uri().toString(),
        "account " + id + " exists; change it with PUT");
  }

  private static List<BatchItemJson> results(
      List<AccountJson> body, List<AccountAddition> additions, List<BatchProblemJson> problems) {
    Map<Integer, BatchProblemJson> wrong = new HashMap<>();
    problems.forEach(problem -> wrong.put(problem.index(), problem));
    var next = additions.iterator();
    List<BatchItemJson> results = new ArrayList<>();
    for (int i = 0; i < body.size(); i++) {
      BatchProblemJson problem = wrong.get(i);
      if (problem != null) {
        results.add(new BatchItemJson(i, problem.id(), BatchResult.REFUSED, null, problem));
        continue;
      }
      AccountAddition addition = next.next();
      String id = addition.account().id();
      results.add(
          addition.isAdded()
              ? new BatchItemJson(
                  i, id, BatchResult.ADDED, AccountJson.of(addition.account()), null)
              : new BatchItemJson(i, id, BatchResult.EXISTS, null, conflict(i, id)));
    }
    return results;
  }

  private static ErrorResponseException refused(
      HttpStatusCode status, ProblemType type, int all, List<BatchProblemJson> problems) {
    BatchProblemJson first = Objects.requireNonNull(problems.getFirst());
    ProblemDetail detail =
        type.detail(
            "nothing was added: %d of %d accounts cannot be added; the first is [%d]: %s"
                .formatted(problems.size(), all, first.index(), first.detail()));
    detail.setProperty("errors", problems);
    return new ErrorResponseException(status, detail, null);
  }
}
