package io.todoku.scan;

import io.todoku.account.Account;
import io.todoku.snapshot.SnapshotFile;
import java.io.IOException;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Two ways to begin without an AWS account at hand: a snapshot from a file, the sample. */
@Controller
class BeginPages {

  private final SnapshotImport snapshotImport;
  private final SampleWorkspace sample;
  private final MessageSource messages;

  BeginPages(SnapshotImport snapshotImport, SampleWorkspace sample, MessageSource messages) {
    this.snapshotImport = snapshotImport;
    this.sample = sample;
    this.messages = messages;
  }

  @PostMapping("/snapshots")
  String take(@RequestParam MultipartFile file, Locale locale, RedirectAttributes redirect)
      throws IOException {
    try (var in = file.getInputStream()) {
      Account account = snapshotImport.take(SnapshotFile.read(in));
      return "redirect:/accounts/" + account.id();
    } catch (IllegalArgumentException wrong) {
      String what = String.valueOf(wrong.getMessage());
      redirect.addFlashAttribute(
          "problem", messages.getMessage("begin.import.failed", new Object[] {what}, locale));
      return "redirect:/";
    }
  }

  @PostMapping("/sample")
  String openSample() {
    sample.open();
    return "redirect:/";
  }

  @PostMapping("/sample/remove")
  String removeSample() {
    sample.close();
    return "redirect:/";
  }
}
