package io.todoku.report;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.ChecklistDocument;
import io.todoku.checklist.Wording;
import java.io.OutputStream;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes checklists as JSON, in the same form as the API. */
@Component
class JsonReport {

  /** Several checklists, as the command line prints them. */
  record ChecklistDocuments(List<ChecklistDocument> checklists) {}

  private final JsonMapper mapper =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  /** Leaves the stream open. */
  void writeOne(Checklist list, Wording wording, OutputStream out) {
    mapper.writeValue(out, ChecklistDocument.of(list, wording));
  }

  /** Leaves the stream open. */
  void writeAll(List<Checklist> lists, Wording wording, OutputStream out) {
    mapper.writeValue(
        out,
        new ChecklistDocuments(
            lists.stream().map(list -> ChecklistDocument.of(list, wording)).toList()));
  }
}
