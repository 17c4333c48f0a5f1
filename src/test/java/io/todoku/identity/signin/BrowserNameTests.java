package io.todoku.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserNameTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 | Firefox 140, Linux
          Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0 | Edge 138, Windows
          Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36 | Chrome 138, Android
          Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1 | Safari 18, iPhone
          curl/8.14.1 | curl/8.14.1
          """)
  void aPersonRecognisesTheBrowser(String userAgent, String name) {
    assertThat(BrowserName.of(userAgent)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({"''", "<script>alert(1)</script><script>alert(1)</script><script>alert(1)</script>"})
  void whatIsNotKnownIsCutShort(String userAgent) {
    assertThat(userAgent).startsWith(BrowserName.of(userAgent));
    assertThat(BrowserName.of(userAgent)).hasSizeLessThanOrEqualTo(60);
  }
}
