package io.todoku.web;

import io.todoku.locale.InvisibleCharacters;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Shows marks that change the direction of text in pages, because one in a name of strangers would
 * turn the text around it. No text of ours has any.
 */
@Component
class DirectionMarkFilter extends OncePerRequestFilter {

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, new ResponseWithVisibleMarks(response));
  }

  /** Pages are rendered in the dispatch of an error, too. */
  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  private static final class ResponseWithVisibleMarks extends HttpServletResponseWrapper {

    private @Nullable PrintWriter writer;

    ResponseWithVisibleMarks(HttpServletResponse response) {
      super(response);
    }

    @Override
    public PrintWriter getWriter() throws IOException {
      String type = getContentType();
      if (type == null || !type.startsWith("text/html")) {
        return super.getWriter();
      }
      if (writer == null) {
        writer = new PrintWriter(new MarkWriter(super.getWriter()));
      }
      return writer;
    }
  }

  /** Each mark is one char, so that parts of a text can be written as they come. */
  private static final class MarkWriter extends FilterWriter {

    MarkWriter(Writer out) {
      super(out);
    }

    @Override
    public void write(int c) throws IOException {
      out.write(InvisibleCharacters.escapeDirectionMarks(String.valueOf((char) c)));
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
      out.write(InvisibleCharacters.escapeDirectionMarks(new String(text, from, length)));
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
      out.write(InvisibleCharacters.escapeDirectionMarks(text.substring(from, from + length)));
    }
  }
}
