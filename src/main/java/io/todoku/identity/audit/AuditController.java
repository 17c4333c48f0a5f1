package io.todoku.identity.audit;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.identity.audit.AuditLog.AuditCheck;
import io.todoku.identity.audit.AuditLog.AuditQuery;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** Shows, checks and exports the audit log. */
@Controller
@RouteAccess(value = UserRole.ADMINISTRATOR, scope = DataScope.EVERY_CLIENT)
@RequestMapping(AuditController.PATH)
class AuditController {

  static final String PATH = "/settings/audit";

  private static final int PAGE = 100;
  private static final int EXPORT_PAGE = 1000;

  /**
   * Which entries are shown.
   *
   * @param actor the whole name
   * @param action a kind such as {@code waiver}, or an action such as {@code waiver.add}
   * @param path a part of the path
   * @param from first day, UTC
   * @param until last day, UTC
   */
  record AuditFilter(
      @Nullable String actor,
      @Nullable String action,
      @Nullable String path,
      @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
      @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate until) {

    AuditQuery toQuery(long before, int limit) {
      return new AuditQuery(
          text(actor),
          text(action),
          text(path),
          Optional.ofNullable(from).map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant()),
          Optional.ofNullable(until)
              .map(day -> day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()),
          before,
          limit);
    }

    private static String text(@Nullable String entered) {
      return entered == null ? "" : entered.strip();
    }

    /** The address of a page with this filter. */
    String href(String page, Map<String, Object> more) {
      UriComponentsBuilder address = UriComponentsBuilder.fromPath(page);
      Map<String, @Nullable Object> all = new LinkedHashMap<>();
      all.put("actor", text(actor));
      all.put("action", text(action));
      all.put("path", text(path));
      all.put("from", from);
      all.put("until", until);
      all.putAll(more);
      all.forEach((name, value) -> {
        if (value != null && !value.toString().isEmpty()) {
          address.queryParam(name, "{" + name + "}");
        }
      });
      return address.encode().buildAndExpand(all).toUriString();
    }
  }

  private final AuditLog log;
  private final AuditActions actions;
  private final JsonMapper json;

  AuditController(AuditLog log, AuditActions actions, JsonMapper json) {
    this.log = log;
    this.actions = actions;
    this.json = json;
  }

  /**
   * @param before shows entries before that number
   * @param check whether the hashes of the whole log are computed again
   */
  @GetMapping
  String show(
      AuditFilter filter,
      @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
      @RequestParam(defaultValue = "false") boolean check,
      Locale locale,
      Model model) {
    List<AuditEntry> entries = log.find(filter.toQuery(before, PAGE + 1));
    List<AuditEntry> shown = entries.subList(0, Math.min(PAGE, entries.size()));
    model.addAttribute("filter", filter);
    model.addAttribute("actions", actions.in(locale));
    model.addAttribute("entries", shown);
    model.addAttribute(
        "older",
        entries.size() > PAGE ? filter.href(PATH, Map.of("before", shown.getLast().seq())) : null);
    model.addAttribute("csv", filter.href(PATH + "/export", Map.of("format", "csv")));
    model.addAttribute("json", filter.href(PATH + "/export", Map.of("format", "json")));
    AuditCheck checked = check ? log.check() : null;
    model.addAttribute("check", checked);
    return "audit";
  }

  /**
   * All entries that the filter leaves, newest first.
   *
   * @param format {@code csv} or {@code json}
   */
  @Audited("audit.export")
  @GetMapping("/export")
  void export(
      AuditFilter filter,
      @RequestParam(defaultValue = "json") String format,
      HttpServletResponse response)
      throws IOException {
    if (!format.equals("csv") && !format.equals("json")) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "format is csv or json");
    }
    response.setContentType(format.equals("csv") ? "text/csv" : "application/json");
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename("todoku-audit." + format).build().toString());
    if (format.equals("csv")) {
      writeCsv(filter, response.getWriter());
    } else {
      writeJson(filter, response.getWriter());
    }
  }

  @FunctionalInterface
  private interface EntryWriter {
    void write(AuditEntry entry) throws IOException;
  }

  private void forEach(AuditFilter filter, EntryWriter writer) throws IOException {
    long before = Long.MAX_VALUE;
    while (true) {
      List<AuditEntry> page = log.find(filter.toQuery(before, EXPORT_PAGE));
      for (AuditEntry entry : page) {
        writer.write(entry);
      }
      if (page.size() < EXPORT_PAGE) {
        return;
      }
      before = page.getLast().seq();
    }
  }

  private void writeCsv(AuditFilter filter, Appendable out) throws IOException {
    CSVPrinter csv = new CSVPrinter(out, CSVFormat.RFC4180);
    csv.printRecord(
        "seq",
        "at",
        "actor",
        "role",
        "address",
        "action",
        "path",
        "outcome",
        "old",
        "new",
        "previous_hash",
        "hash");
    forEach(
        filter,
        entry ->
            csv.printRecord(
                entry.seq(),
                entry.at(),
                cell(entry.actor()),
                entry.actorRole(),
                cell(entry.address()),
                entry.action(),
                cell(entry.path()),
                entry.outcome(),
                cell(entry.oldValue()),
                cell(entry.newValue()),
                entry.previousHash(),
                entry.hash()));
  }

  /** Keeps a spreadsheet from taking a text for a formula. */
  private static String cell(String text) {
    return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  /** An entry with its own hash. */
  private record EntryJson(@JsonUnwrapped AuditEntry entry, String hash) {}

  private void writeJson(AuditFilter filter, Appendable out) throws IOException {
    out.append('[');
    boolean[] first = {true};
    forEach(
        filter,
        entry -> {
          out.append(first[0] ? "\n" : ",\n");
          first[0] = false;
          out.append(json.writeValueAsString(new EntryJson(entry, entry.hash())));
        });
    out.append("\n]\n");
  }
}
