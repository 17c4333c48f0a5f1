package io.todoku;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.todoku.PageList.ListedPage;
import io.todoku.identity.signin.FirstSignIn;
import io.todoku.locale.Language;
import io.todoku.locale.Languages;
import io.todoku.peers.Chromium;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;

/**
 * Takes the pictures of the README, and one of every page in each language, theme and width for
 * people to look at. It is run by hand: {@code ./mvnw -q -Pquick test -Dtest=Screenshots}.
 */
class Screenshots extends PagesFixture {

  private static final List<Integer> WIDTHS = List.of(360, 1280, 1920);
  private static final List<ColorScheme> THEMES = List.of(ColorScheme.LIGHT, ColorScheme.DARK);
  private static final Path DIRECTORY =
      Path.of(System.getProperty("screenshots", "target/screenshots"));
  private static final Path DOCUMENTATION = Path.of("docs");

  @Test
  void everyPage() {
    try (Chromium chromium = Chromium.start()) {
      Page page = chromium.page("en-US", 1280);
      takeAll(page, "sign-in-first", FirstSignIn.path(context));
      signIn(page);
      for (ListedPage listed : pages) {
        takeAll(page, listed.name(), listed.path());
      }
      for (ListedPage refusal : PageList.REFUSALS) {
        takeAll(page, refusal.name(), refusal.path());
      }
    }
  }

  private void takeAll(Page page, String name, String path) {
    for (Language language : Languages.all()) {
      open(page, path, language.tag());
      for (int width : WIDTHS) {
        page.setViewportSize(width, width < 500 ? 740 : 900);
        for (ColorScheme theme : THEMES) {
          page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
          String file =
              "%s-%s-%s-%d.png"
                  .formatted(name, language.tag(), theme.name().toLowerCase(Locale.ROOT), width);
          page.screenshot(
              new Page.ScreenshotOptions().setPath(DIRECTORY.resolve(file)).setFullPage(true));
        }
      }
    }
  }

  @Test
  void readmePictures() throws Exception {
    try (Chromium chromium = Chromium.start()) {
      Page page = chromium.page("en-US", 1100);
      signIn(page);
      take(page, "dashboard.png", "/accounts", 520);
      take(page, "checklist.png", "/accounts/222222222222", 900);
    }
    try (var document = Loader.loadPDF(report("pdf"))) {
      ImageIO.write(
          new PDFRenderer(document).renderImageWithDPI(1, 80, ImageType.RGB),
          "png",
          DOCUMENTATION.resolve("report.png").toFile());
    }
  }

  private void take(Page page, String file, String path, int height) {
    page.setViewportSize(1100, height);
    open(page, path, "en");
    page.screenshot(new Page.ScreenshotOptions().setPath(DOCUMENTATION.resolve(file)));
  }
}
