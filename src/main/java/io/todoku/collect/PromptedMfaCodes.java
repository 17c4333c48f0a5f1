package io.todoku.collect;

import io.todoku.collect.aws.MfaCodeSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Asks for the codes of multi-factor devices where there is a prompt; a server has none. */
@Component
class PromptedMfaCodes implements MfaCodeSource {

  private final ObjectProvider<MfaCodePrompt> prompt;

  PromptedMfaCodes(ObjectProvider<MfaCodePrompt> prompt) {
    this.prompt = prompt;
  }

  @Override
  public @Nullable String code(String profile, String device) {
    MfaCodePrompt available = prompt.getIfAvailable();
    return available == null ? null : available.askForCode(profile, device);
  }
}
