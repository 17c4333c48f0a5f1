package io.todoku.mailpath;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.mailpath.MailPath.LinkKind;
import io.todoku.mailpath.MailPath.NodeKind;
import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Snapshot;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class MailPathSvgTests {

  private static final String ADDRESS = "54.92.33.26";
  private static final String NAME = "mail.example.com";
  private static final ResourceBundleMessageSource MESSAGES = messages();

  private static ResourceBundleMessageSource messages() {
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasenames("messages/rules", "messages/mailpath");
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/rules"))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".properties") && !file.contains("_"))
          .forEach(file -> messages.addBasenames("rules/" + file.replace(".properties", "")));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    return messages;
  }

  private static Function<Text, String> texts(String language) {
    return text -> render(text, Locale.forLanguageTag(language));
  }

  private static String render(Text text, Locale locale) {
    Object[] arguments =
        text.arguments().stream()
            .map(a -> a instanceof Text inner ? render(inner, locale) : a)
            .toArray();
    return MESSAGES.getMessage(text.key(), arguments, locale);
  }

  private static MailPath path(Snapshot snapshot) {
    return MailPathTests.paths(snapshot).ofAddress(ADDRESS).orElseThrow();
  }

  private static Snapshot pointingElsewhere(String name) {
    return aSnapshot().withSender(ADDRESS).ptr(ADDRESS, name).dns(name, "A", "203.0.113.9").build();
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static String child(Element parent, String name) {
    NodeList children = parent.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      if (children.item(i).getNodeName().equals(name)) {
        return children.item(i).getTextContent();
      }
    }
    throw new AssertionError(name);
  }

  @ParameterizedTest
  @CsvSource({
    "en, The path of mail at 54.92.33.26, 'mail.example.com points to 203.0.113.9, not to"
        + " 54.92.33.26.'",
    "ja, 54.92.33.26 のメールの経路, mail.example.com は 54.92.33.26 ではなく 203.0.113.9 を指しています。",
  })
  void thePictureSaysTheSameAsASentenceInTheReadersLanguage(
      String language, String title, String sentence) throws Exception {
    MailPathSvg svg = new MailPathSvg(texts(language));
    MailPath path = path(pointingElsewhere(NAME));

    for (String drawing : List.of(svg.wide(path), svg.narrow(path))) {
      Element root = parse(drawing).getDocumentElement();
      assertThat(root.getAttribute("role")).isEqualTo("img");
      assertThat(child(root, "title")).isEqualTo(title);
      assertThat(child(root, "desc")).contains(sentence);
      assertThat(root.getTextContent()).contains(ADDRESS, NAME, "→ 203.0.113.9");
    }
  }

  @Test
  void withoutColourAStateHasItsWordsAndItsOwnLine() {
    MailPathSvg svg = new MailPathSvg(texts("en"));
    MailPath path =
        path(
            aSnapshot()
                .withSender(ADDRESS)
                .dnsStatus("26.33.92.54.in-addr.arpa", "PTR", Status.NXDOMAIN)
                .build());

    assertThat(svg.wide(path))
        .contains(
            "class=\"link BROKEN\"",
            ">missing</text>",
            "stroke-dasharray=\"6 5\"",
            ">no name</text>")
        .contains("class=\"link UNKNOWN\"", ">not known</text>", "stroke-dasharray=\"1.5 5\"");
  }

  @Test
  void hostileNamesAreShownAsTextAndNeitherMarkupNorTurned() throws Exception {
    String hostile = "<script>alert(1)</script>\"'&.example.com";
    MailPathSvg svg = new MailPathSvg(texts("en"));
    MailPath path = path(pointingElsewhere(hostile));
    MailPath turned = path(pointingElsewhere("a\u202egro.elpmaxe\u0007.example.com"));

    for (String drawing : List.of(svg.wide(path), svg.narrow(path))) {
      assertThat(drawing).doesNotContain("<script").contains("&lt;script&gt;");
      assertThat(child(parse(drawing).getDocumentElement(), "desc")).contains(hostile);
    }
    assertThat(svg.wide(turned)).doesNotContain("\u202e", "\u0007").contains("a\ufffdgro");
    assertThat(parse(svg.wideWithAlternativeText(path, 1)).getDocumentElement().getAttribute("alt"))
        .contains(hostile);
  }

  @Test
  void aLongNameIsShortenedInTheMiddleAndWholeInItsTitle() throws Exception {
    String name = "a-very-long-host-name-of-a-mail-server.department.example.com";
    String drawing = new MailPathSvg(texts("en")).wide(path(pointingElsewhere(name)));

    assertThat(drawing)
        .containsPattern(">a-very[a-z.-]*…[a-z.-]*.com</text>")
        .doesNotContain(">" + name + "</text>")
        .contains("<title>Name: " + name + "</title>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ja"})
  void nothingInTheDrawingNeedsWhatTheContentSecurityPolicyForbids(String language) {
    MailPathSvg svg = new MailPathSvg(texts(language));
    MailPath path = path(pointingElsewhere(NAME));

    assertThat(svg.wide(path) + svg.narrow(path))
        .doesNotContain(" style=", "<style", "<script", "href", " id=")
        .doesNotContainPattern(" on[a-z]+=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ja"})
  void noTextIsDrawnOutsideThePicture(String language) throws Exception {
    MailPathSvg svg = new MailPathSvg(texts(language));
    MailPath several =
        path(
            aSnapshot()
                .withSender(ADDRESS)
                .ptr(ADDRESS, "a.example.com", "b.example.com", "c.example.com")
                .dns("a.example.com", "A", "203.0.113.9")
                .dns("b.example.com", "A", "203.0.113.9")
                .dns("c.example.com", "A", "203.0.113.9")
                .build());

    for (String drawing : List.of(svg.wide(several), svg.narrow(several))) {
      Element root = parse(drawing).getDocumentElement();
      double height = Double.parseDouble(root.getAttribute("height"));
      NodeList drawn = root.getElementsByTagName("text");
      assertThat(drawn.getLength()).isGreaterThan(10);
      for (int i = 0; i < drawn.getLength(); i++) {
        Element text = (Element) drawn.item(i);
        assertThat(Double.parseDouble(text.getAttribute("y")))
            .as(text.getTextContent())
            .isBetween(10.0, height - 3);
      }
      assertThat(root.getTextContent()).contains("→ 203.0.113.9");
    }
  }

  @Test
  void onAPhoneWhatIsLeftOutStandsBelowTheBranchesThatAreShown() {
    PathBuilder builder = new PathBuilder();
    int domain = builder.add(NodeKind.DOMAIN, PathBuilder.plain("example.com"), null, 0, -1);
    for (int i = 0; i < 2; i++) {
      int address = builder.add(NodeKind.ADDRESS, PathBuilder.plain("192.0.2." + i), null, 2, i);
      int instance = builder.add(NodeKind.INSTANCE, PathBuilder.plain("i-" + i), null, 3, i);
      Text sentence = PathBuilder.plain("sentence");
      builder.link(LinkKind.SPF, domain, address, LinkState.HOLDS, null, sentence, null);
      builder.link(LinkKind.ASSOCIATION, address, instance, LinkState.HOLDS, null, sentence, null);
    }
    builder.add(NodeKind.MORE, Text.of("mailpath.more", 7), null, 2, 2);
    MailPath path = builder.build(PathBuilder.plain("title"));

    assertThat(PathShape.of(path).order()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(path.nodes().getFirst().row()).isEqualTo(1);
    assertThat(new MailPathSvg(texts("en")).narrow(path))
        .containsSubsequence(">192.0.2.1<", ">i-1<", ">and 7 more<");
  }

  @Test
  void coloursAndFontAreThoseThatAreChosen() {
    PathColours colours =
        new PathColours("#1", "#2", "#3", "#4", "#5", "#6", "#7", "#8", "#9", "Noto Sans JP");

    assertThat(new MailPathSvg(texts("ja"), colours).wide(path(pointingElsewhere(NAME))))
        .contains("font-family=\"Noto Sans JP\"", "stroke=\"#8\"")
        .doesNotContain(PathColours.LIGHT.fail(), PathColours.LIGHT.ink());
  }

  /** Links have the room between two boxes, names that of a box. */
  @ParameterizedTest
  @CsvSource({
    "'', instead, 11, 105",
    "_ja, instead, 11, 105",
    "'', state, 11, 105",
    "_ja, state, 11, 105",
    "'', link, 12, 95",
    "_ja, link, 12, 95",
    "'', holder, 14, 164",
    "_ja, holder, 14, 164",
    "'', mark, 11, 146",
    "_ja, mark, 11, 146",
  })
  void noWordsOfOurOwnAreCut(String language, String kind, double size, double width)
      throws Exception {
    Properties all = new Properties();
    try (Reader reader =
        Files.newBufferedReader(
            Path.of("src/main/resources/messages/mailpath" + language + ".properties"))) {
      all.load(reader);
    }

    assertThat(all.stringPropertyNames())
        .filteredOn(key -> key.startsWith("mailpath." + kind + "."))
        .isNotEmpty()
        .allSatisfy(key ->
            assertThat(SvgText.fit(all.getProperty(key), size, width))
                .isEqualTo(all.getProperty(key)));
  }

  @ParameterizedTest
  @CsvSource({
    "short, 100, short",
    "abcdefghijklmnopqrstuvwxyz, 100, abcdef…vwxyz",
    "日本語のとても長い名前, 80, 日本語のと…",
    "no sender in this account, 100, no sender in t…",
    "→ abcdefghijklmnopqrstuvwxyz, 100, → abcd…vwxyz",
    "abc, 1, …",
  })
  void textsAreFittedToTheirBoxes(String text, double width, String expected) {
    assertThat(SvgText.fit(text, 12, width)).isEqualTo(expected);
  }
}
