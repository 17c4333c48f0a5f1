package io.todoku.notify;

import io.todoku.installation.ResumeStep;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Gives up the messages that wait when a quiet installation resumes: the installation that it is a
 * copy of has sent them, or they are old. A person may send one again.
 */
@Component
class OutboxResumeStep implements ResumeStep {

  private final OutboxRepository messages;

  OutboxResumeStep(OutboxRepository messages) {
    this.messages = messages;
  }

  @Override
  public void beforeResume(Instant now) {
    messages.giveUpUnsent(NoticeJson.write(NoticeLine.of("notify.failed.quiet")), now);
  }
}
