package io.todoku.runbook;

import static io.todoku.rule.World.REGION;

import io.todoku.rule.Judge;
import io.todoku.runbook.Memory.Withdrawal;
import io.todoku.runbook.Memory.Word;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.NameView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The world of a plan for tests, which change it bit by bit and look at it when they like. */
final class Scenery extends Estate<Scenery> {

  private static final Judge JUDGE =
      new AnnotationConfigApplicationContext("io.todoku.rule").getBean(Judge.class);

  private Memory memory = Memory.NOTHING;
  private @Nullable Runbook runbook;

  Scenery(Plan plan) {
    super(plan);
  }

  @Override
  Scenery self() {
    return this;
  }

  /** The twelve steps, before the first: mail runs to the old server, which is on premises. */
  static Scenery keepName() {
    return new Scenery(plan(Way.KEEP_NAME, new Plan.Server("mail.example.com", TWO))).atFirst();
  }

  static Scenery newName() {
    return new Scenery(plan(Way.NEW_NAME, null)).atFirst();
  }

  private static Plan plan(Way way, Plan.@Nullable Server second) {
    return new Plan(
        "",
        way,
        "example.com",
        List.of("s1"),
        new Plan.Old("mail.example.com", OLD, null, null),
        new Plan.Target(HERE, REGION),
        new Plan.Server("mail2.example.com", ONE),
        second);
  }

  private Scenery atFirst() {
    dns.all(MX, 3600, "10 mail.example.com");
    dns.all(MAIL, 3600, OLD);
    dns.all(ptr(OLD), 3600, "mail.example.com");
    return spf(OLD);
  }

  static String ptr(String address) {
    return DnsLookup.reverseName(address) + " PTR";
  }

  Scenery later(Duration time) {
    now = now.plus(time);
    return this;
  }

  Scenery says(String step) {
    memory = memory.saying(new Word(step, "mika", now, "I looked"));
    return this;
  }

  Scenery takesBack(String step) {
    memory = memory.withoutWords(step, new Withdrawal("ken", now));
    return this;
  }

  Scenery overrides(String step) {
    memory = memory.overriding(new Word(step, "mika", now, "we know"));
    return this;
  }

  /** A look that is remembered. */
  Scenery look() {
    Runbook.Seen seen = Runbook.after(plan, sighting(), memory, JUDGE);
    runbook = seen.runbook();
    memory = seen.memory();
    return this;
  }

  /** A look that is not. */
  Runbook glance() {
    return Runbook.after(plan, sighting(), memory, JUDGE).runbook();
  }

  /** As it stands by the last look, at another time. */
  Runbook meanwhile(Sighting seen) {
    return Runbook.of(plan, seen, memory, JUDGE, now);
  }

  /** For a single check. */
  Scene scene() {
    Sighting seen = sighting();
    return new Scene(plan, seen, memory, JUDGE.judge(seen.target()), now);
  }

  Sighting sighting() {
    List<NameView> views =
        Lookout.questions(plan).stream()
            .map(question -> dns.view(question.name(), question.type(), now))
            .toList();
    boolean another = plan.old().isOnEc2() && !HERE.equals(plan.old().account());
    return new Sighting(now, views, snapshot(HERE), another ? snapshot(THERE) : null);
  }

  Instant now() {
    return now;
  }

  Memory memory() {
    return memory;
  }

  Runbook runbook() {
    if (runbook == null) {
      throw new IllegalStateException("nobody has looked yet");
    }
    return runbook;
  }

  StepView step(String id) {
    return step(runbook(), id);
  }

  static StepView step(Runbook runbook, String id) {
    return runbook.steps().stream()
        .filter(view -> view.step().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  StepState state(String id) {
    return step(id).state();
  }
}
