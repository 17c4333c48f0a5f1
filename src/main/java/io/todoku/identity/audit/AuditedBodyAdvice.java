package io.todoku.identity.audit;

import io.todoku.identity.Audited;
import java.lang.reflect.Type;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/** Keeps the body of an API call for the audit log, because it can be read once only. */
@ControllerAdvice
class AuditedBodyAdvice extends RequestBodyAdviceAdapter {

  static final String BODY = AuditedBodyAdvice.class.getName() + ".body";

  @Override
  public boolean supports(
      MethodParameter parameter,
      Type targetType,
      Class<? extends HttpMessageConverter<?>> converterType) {
    return parameter.hasMethodAnnotation(Audited.class);
  }

  @Override
  public Object afterBodyRead(
      Object body,
      HttpInputMessage inputMessage,
      MethodParameter parameter,
      Type targetType,
      Class<? extends HttpMessageConverter<?>> converterType) {
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    if (request != null) {
      request.setAttribute(BODY, body, RequestAttributes.SCOPE_REQUEST);
    }
    return body;
  }
}
