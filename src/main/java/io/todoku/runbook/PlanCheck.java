package io.todoku.runbook;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.checklist.Wording;
import io.todoku.rule.Judge;
import io.todoku.runbook.Memory.Word;
import io.todoku.runbook.PlanFile.Content;
import io.todoku.snapshot.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks a plan from a file, with what is remembered in another. */
@Component
public class PlanCheck {

  private final Lookout lookout;
  private final Judge judge;

  public PlanCheck(Lookout lookout, Judge judge) {
    this.lookout = lookout;
    this.judge = judge;
  }

  /**
   * Looks once, and remembers it.
   *
   * @param memory file that is read where it is there, and written
   * @param accounts that can be asked; one that is not among them is asked with the environment's
   *     credentials
   * @throws IllegalArgumentException where a file cannot be read or written
   */
  public RunbookView check(Content content, Path memory, List<Account> accounts, Wording wording) {
    Plan plan = content.plan();
    Memory before = read(memory);
    for (Word word : content.words()) {
      before = before.words().contains(word) ? before : before.saying(word);
    }
    Account target = account(plan.target().account(), accounts);
    Account source =
        plan.old().isOnEc2()
            ? account(Objects.requireNonNull(plan.old().account()), accounts)
            : null;
    Sighting seen = lookout.look(plan, target, source, List.of(), _ -> Optional.empty());
    Runbook.Seen after = Runbook.after(plan, seen, before, judge);
    write(memory, after.memory());
    return RunbookWording.of(after.runbook(), wording);
  }

  private static Account account(String id, List<Account> accounts) {
    return accounts.stream()
        .filter(account -> account.id().equals(id))
        .findFirst()
        .orElseGet(() ->
            new Account(
                id,
                id,
                "",
                Environment.PRODUCTION,
                new Access.DefaultChain(),
                List.of(),
                List.of()));
  }

  private static Memory read(Path file) {
    try {
      return Files.exists(file) ? MemoryJson.read(Files.readAllBytes(file)) : Memory.NOTHING;
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static void write(Path file, Memory memory) {
    try {
      Path fresh = Files.createTempFile(parent(file), "runbook", ".json");
      Files.write(fresh, MemoryJson.write(memory));
      Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private static Path parent(Path file) {
    @Nullable Path parent = file.toAbsolutePath().getParent();
    return Objects.requireNonNull(parent);
  }
}
