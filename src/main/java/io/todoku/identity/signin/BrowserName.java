package io.todoku.identity.signin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shortens a {@code User-Agent} to what a person recognises, such as "Firefox 140, Linux". */
final class BrowserName {

  private static final int MAX_UNKNOWN = 60;

  /** By the product that tells the browser; the order matters, because each copies older names. */
  private static final Map<String, String> BROWSERS =
      ordered(
          "Edg",
          "Edge",
          "OPR",
          "Opera",
          "Firefox",
          "Firefox",
          "FxiOS",
          "Firefox",
          "CriOS",
          "Chrome",
          "HeadlessChrome",
          "Chrome",
          "Chrome",
          "Chrome",
          "Version",
          "Safari");

  private static final Map<String, String> SYSTEMS =
      ordered(
          "Windows",
          "Windows",
          "Android",
          "Android",
          "iPhone",
          "iPhone",
          "iPad",
          "iPad",
          "Mac OS X",
          "macOS",
          "CrOS",
          "ChromeOS",
          "Linux",
          "Linux");

  private BrowserName() {}

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  /**
   * @param userAgent as sent, of any form
   * @return its beginning where the browser is not known; empty where it is empty
   */
  static String of(String userAgent) {
    for (Map.Entry<String, String> browser : BROWSERS.entrySet()) {
      Matcher version =
          Pattern.compile("\\b" + browser.getKey() + "/(\\d{1,4})").matcher(userAgent);
      if (version.find()) {
        return browser.getValue() + " " + version.group(1) + system(userAgent);
      }
    }
    return userAgent.substring(0, Math.min(userAgent.length(), MAX_UNKNOWN));
  }

  private static String system(String userAgent) {
    for (Map.Entry<String, String> system : SYSTEMS.entrySet()) {
      if (userAgent.contains(system.getKey())) {
        return ", " + system.getValue();
      }
    }
    return "";
  }
}
