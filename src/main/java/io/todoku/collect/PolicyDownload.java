package io.todoku.collect;

import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the policy of the role to whoever sets an account up. */
@RestController
class PolicyDownload {

  @GetMapping("/policy")
  ResponseEntity<String> policy(@RequestParam(defaultValue = "json") String format) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/plain;charset=UTF-8"))
        .body(RolePolicy.valueOf(format.toUpperCase(Locale.ROOT)).text());
  }
}
