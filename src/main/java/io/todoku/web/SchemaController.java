package io.todoku.web;

import io.todoku.identity.PublicRoute;
import java.util.Set;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** Serves the JSON Schemas of the files that Todoku writes and reads; they tell of no account. */
@Controller
@PublicRoute
class SchemaController {

  private static final Set<String> NAMES = Set.of("snapshot", "checklist", "plan");
  private static final MediaType SCHEMA = new MediaType("application", "schema+json");

  @GetMapping("/schemas/{name}.schema.json")
  ResponseEntity<Resource> schema(@PathVariable String name) {
    if (!NAMES.contains(name)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return ResponseEntity.ok()
        .contentType(SCHEMA)
        .body(new ClassPathResource("schemas/" + name + ".schema.json"));
  }
}
