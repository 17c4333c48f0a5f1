package io.todoku.web.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** Shows the operations of the REST API, each at an address of its own. */
@Controller
@RouteAccess(value = UserRole.VIEWER, scope = DataScope.NO_CLIENT)
class ApiReferenceController {

  private static final JsonMapper JSON = new JsonMapper();

  private final OpenApiWebMvcResource descriptions;

  ApiReferenceController(OpenApiWebMvcResource descriptions) {
    this.descriptions = descriptions;
  }

  @GetMapping("/api-reference")
  String operations(HttpServletRequest request, Model model) throws JsonProcessingException {
    model.addAttribute("groups", reference(request).groups());
    return "api-reference";
  }

  @GetMapping("/api-reference/{operation}")
  String operation(@PathVariable String operation, HttpServletRequest request, Model model)
      throws JsonProcessingException {
    String address = ServletUriComponentsBuilder.fromContextPath(request).build().toUriString();
    model.addAttribute(
        "operation",
        reference(request)
            .find(operation, address)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    return "api-operation";
  }

  /** The texts of operations are English in every language. */
  private ApiReference reference(HttpServletRequest request) throws JsonProcessingException {
    return new ApiReference(
        JSON.readTree(descriptions.openapiJson(request, "/v3/api-docs", Locale.ENGLISH)));
  }
}
