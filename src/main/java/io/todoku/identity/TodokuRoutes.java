package io.todoku.identity;

import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The routes that classes of Todoku answer; those of libraries are left to the filters. */
@Component
public class TodokuRoutes {

  private static final String OUR_PACKAGE = "io.todoku.";

  private final ObjectProvider<RequestMappingHandlerMapping> mappings;

  TodokuRoutes(ObjectProvider<RequestMappingHandlerMapping> mappings) {
    this.mappings = mappings;
  }

  /** What requests a route answers, and the method that does so. */
  public record MappedRoute(RequestMappingInfo mapping, HandlerMethod handler) {}

  public Stream<MappedRoute> stream() {
    return mappings.stream()
        .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
        .map(route -> new MappedRoute(route.getKey(), route.getValue()))
        .filter(route -> isOurs(route.handler()));
  }

  static boolean isOurs(HandlerMethod method) {
    return method.getBeanType().getName().startsWith(OUR_PACKAGE);
  }
}
