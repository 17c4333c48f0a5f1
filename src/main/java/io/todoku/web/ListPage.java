package io.todoku.web;

import io.todoku.locale.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * A page of a list in the API. Without {@code page} and {@code size} it is the whole list, because
 * a program that reads only the first page by mistake would believe that the rest is fine.
 *
 * @param number from 0
 * @param size how many it has; 0 for all
 */
public record ListPage(int number, int size) {

  private static final int DEFAULT_SIZE = 50;
  private static final int MAX_SIZE = 500;

  /**
   * @throws InvalidInputException if the page or its size is out of bounds
   */
  public static ListPage of(@Nullable Integer page, @Nullable Integer size) {
    if (page == null && size == null) {
      return new ListPage(0, 0);
    }
    int number = page == null ? 0 : page;
    int chosen = size == null ? DEFAULT_SIZE : size;
    if (number < 0) {
      throw InvalidInputException.withMessage("\"page\" must be 0 or more");
    }
    if (chosen < 1 || chosen > MAX_SIZE) {
      throw InvalidInputException.withMessage("\"size\" must be from 1 to " + MAX_SIZE);
    }
    int last = Integer.MAX_VALUE / chosen - 1;
    if (number > last) {
      throw InvalidInputException.withMessage(
          "\"page\" must be at most %d with this \"size\"".formatted(last));
    }
    return new ListPage(number, chosen);
  }

  /**
   * As {@link #of}, for lists that grow without bound: the first page where neither is given.
   *
   * @throws InvalidInputException if the page or its size is out of bounds
   */
  public static ListPage bounded(@Nullable Integer page, @Nullable Integer size) {
    return of(page == null ? Integer.valueOf(0) : page, size);
  }

  /** Its part of the list, with the number of all and links (RFC 8288) to the pages beside it. */
  public <T> ResponseEntity<List<T>> answer(List<T> all) {
    return size == 0
        ? answer(all, all.size())
        : answer(all.stream().skip((long) number * size).limit(size).toList(), all.size());
  }

  /**
   * The same for a list of which only this page was read.
   *
   * @param all how many the whole list has
   */
  public <T> ResponseEntity<List<T>> answer(List<T> part, long all) {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.ok().header("X-Total-Count", String.valueOf(all));
    List<String> links = new ArrayList<>();
    if (number > 0) {
      links.add(link(number - 1, "prev"));
    }
    if (size > 0 && ((long) number + 1) * size < all) {
      links.add(link(number + 1, "next"));
    }
    if (!links.isEmpty()) {
      answer.header(HttpHeaders.LINK, String.join(", ", links));
    }
    return answer.body(part);
  }

  private String link(int page, String relation) {
    String address =
        ServletUriComponentsBuilder.fromCurrentRequest()
            .scheme(null)
            .host(null)
            .port(null)
            .replaceQueryParam("page", page)
            .replaceQueryParam("size", size)
            .build()
            .toUriString();
    return "<%s>; rel=\"%s\"".formatted(address, relation);
  }
}
