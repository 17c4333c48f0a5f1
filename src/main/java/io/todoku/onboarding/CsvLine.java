package io.todoku.onboarding;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.collect.RoleDefinition;
import io.todoku.onboarding.CsvProblem.CsvProblemKind;
import io.todoku.snapshot.Environment;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An account of a CSV file.
 *
 * @param number of the line that it begins in, from 1
 * @param name and {@code client}: as entered
 * @param environment the word for it, as entered
 * @param access the ARN of its role or the name of its profile; as entered where something is wrong
 * @param account null where something is wrong
 */
record CsvLine(
    long number,
    String id,
    String name,
    String client,
    String environment,
    String access,
    @Nullable Account account,
    List<CsvProblem> problems) {

  private static final int MAX_SHOWN = 60;
  private static final int MAX_PROFILE = 200;
  private static final int MAX_TOLD = 5;

  /** Stands for an id that is wrong, so that the rest of the line can be looked at. */
  private static final String ANY_ID = "111111111111";

  /**
   * @param tooWide whether the line has more cells than there are columns
   */
  static CsvLine of(long number, Map<CsvColumn, String> cells, boolean tooWide) {
    return new Reader(number, cells).read(tooWide);
  }

  CsvLine with(CsvProblem problem) {
    return new CsvLine(
        number,
        id,
        name,
        client,
        environment,
        access,
        null,
        Stream.concat(problems.stream(), Stream.of(problem)).toList());
  }

  private static String describe(Access access) {
    return switch (access) {
      case Access.IamRole role -> role.roleArn();
      case Access.Profile(String profile) -> profile;
      case Access.DefaultChain _, Access.SnapshotsOnly _ -> "";
    };
  }

  /** Whether a cell can be meant as an id, so that the line holds no titles. */
  static boolean looksLikeId(String cell) {
    return cell.strip().matches("[0-9０-９][0-9０-９.,E+ -]*");
  }

  static String abbreviate(String cell) {
    String shown = cell.replaceAll("\\p{Cntrl}", "?");
    return shown.length() > MAX_SHOWN ? shown.substring(0, MAX_SHOWN) + "…" : shown;
  }

  /** Reads the cells of one line, and what is wrong with them. */
  private static final class Reader {

    private final long number;
    private final Map<CsvColumn, String> cells;
    private final List<CsvProblem> problems = new ArrayList<>();

    Reader(long number, Map<CsvColumn, String> cells) {
      this.number = number;
      this.cells = cells;
    }

    CsvLine read(boolean tooWide) {
      String id = halfWidth(CsvColumn.ID);
      check(Account.isId(id), CsvProblemKind.ID, id);
      check(!tooWide, CsvProblemKind.MANY_CELLS, "");
      String name = cell(CsvColumn.NAME);
      String client = cell(CsvColumn.CLIENT);
      check(ProposedAccount.isClient(name), CsvProblemKind.NAME, name);
      check(ProposedAccount.isClient(client), CsvProblemKind.CLIENT, client);
      Environment environment = environment();
      Access access = access(id);
      List<String> regions = regions();
      Account account =
          problems.isEmpty()
              ? new Account(
                  id, name.isEmpty() ? id : name, client, environment, access, regions, List.of())
              : null;
      String entered = cell(CsvColumn.PROFILE) + halfWidth(CsvColumn.ROLE);
      return new CsvLine(
          number,
          abbreviate(id),
          abbreviate(name),
          abbreviate(client),
          abbreviate(cell(CsvColumn.ENVIRONMENT)),
          account == null ? abbreviate(entered) : describe(account.access()),
          account,
          problems);
    }

    private Environment environment() {
      String word = cell(CsvColumn.ENVIRONMENT);
      Optional<Environment> found = OnboardingRules.environmentNamed(word);
      check(word.isEmpty() || found.isPresent(), CsvProblemKind.ENVIRONMENT, word);
      return found.orElse(Environment.PRODUCTION);
    }

    private Access access(String id) {
      String role = halfWidth(CsvColumn.ROLE);
      String profile = cell(CsvColumn.PROFILE);
      String externalId = halfWidth(CsvColumn.EXTERNAL_ID);
      if (!profile.isEmpty()) {
        check(role.isEmpty() && externalId.isEmpty(), CsvProblemKind.ROLE_AND_PROFILE, "");
        check(
            profile.length() <= MAX_PROFILE && ProposedAccount.isClient(profile),
            CsvProblemKind.PROFILE,
            profile);
        return new Access.Profile(profile);
      }
      String arn = role.startsWith("arn:") ? role : arn(id, role);
      Optional<String> owner = Access.IamRole.findAccountId(arn);
      boolean external = externalId.isEmpty() || Access.IamRole.isExternalId(externalId);
      check(external, CsvProblemKind.EXTERNAL_ID, externalId);
      String likely = role.startsWith("arn:") ? role : arn(ANY_ID, role);
      check(Access.IamRole.findAccountId(likely).isPresent(), CsvProblemKind.ROLE, role);
      if (Account.isId(id)) {
        check(owner.isEmpty() || owner.get().equals(id), CsvProblemKind.OTHER_ACCOUNT, role);
      }
      return owner.isPresent() && external
          ? new Access.IamRole(arn, externalId.isEmpty() ? null : externalId)
          : new Access.DefaultChain();
    }

    private static String arn(String id, String roleName) {
      return "arn:aws:iam::%s:role/%s"
          .formatted(id, roleName.isEmpty() ? RoleDefinition.DEFAULT_NAME : roleName);
    }

    private List<String> regions() {
      List<String> regions =
          Arrays.stream(halfWidth(CsvColumn.REGIONS).split("[,;\\s]+"))
              .filter(region -> !region.isEmpty())
              .distinct()
              .toList();
      check(regions.size() <= Account.MAX_REGIONS, CsvProblemKind.MANY_REGIONS, "");
      regions.stream()
          .filter(region -> !Account.isRegion(region))
          .limit(MAX_TOLD)
          .forEach(region -> check(false, CsvProblemKind.REGION, region));
      return regions;
    }

    private void check(boolean right, CsvProblemKind kind, String detail) {
      if (!right) {
        problems.add(new CsvProblem(kind, abbreviate(detail)));
      }
    }

    private String cell(CsvColumn column) {
      return cells.getOrDefault(column, "");
    }

    /** Letters and digits as a Japanese keyboard enters them become plain ones. */
    private String halfWidth(CsvColumn column) {
      return Normalizer.normalize(cell(column), Normalizer.Form.NFKC).strip();
    }
  }
}
