package io.todoku.report;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.ChecklistDocument;
import io.todoku.checklist.Wording;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Checklists as JSON, in the form that the API has. */
@Component
class JsonReport {

  /** Several accounts together, as the command line prints them. */
  record Together(List<ChecklistDocument> checklists) {}

  private final JsonMapper mapper =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  byte[] one(Checklist list, Wording wording) {
    return mapper.writeValueAsBytes(ChecklistDocument.of(list, wording));
  }

  byte[] all(List<Checklist> lists, Wording wording) {
    return mapper.writeValueAsBytes(
        new Together(lists.stream().map(list -> ChecklistDocument.of(list, wording)).toList()));
  }
}
