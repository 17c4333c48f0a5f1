package io.todoku.web;

import io.todoku.identity.PublicRoute;
import io.todoku.problem.ProblemType;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/**
 * Explains a type of problem at the URI that stands in {@code type} of problem details, as RFC
 * 9457, section 3.1.1 recommends. It tells nothing of this installation, so that everybody may read
 * it.
 */
@Controller
@PublicRoute
class ProblemPageController {

  @GetMapping("/problems/{name}")
  String show(@PathVariable String name, Model model) {
    ProblemType type =
        ProblemType.find(name).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    model.addAttribute("type", type);
    model.addAttribute("key", "problem." + name);
    return "problem";
  }
}
