package org.pushj.examples.hub.requests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pushj.MediaType;
import org.pushj.spi.UrlPolicy;

/** The parameters of a request to the hub (W3C WebSub section 5.1). Unknown ones are ignored. */
public final class Form {
  /** The maximum size of the body, in bytes. */
  public static final int LIMIT_BYTES = 64 * 1024;

  private static final String CONTENT_TYPE = "application/x-www-form-urlencoded";
  private static final int MAX_QUOTE = 200;

  private final Map<String, List<String>> fields = new HashMap<>();

  private Form() {}

  /**
   * Reads a body.
   *
   * @param contentType the value of the {@code Content-Type} header; empty if there is none
   * @param body at most {@link #LIMIT_BYTES}; a longer one is refused
   */
  public static Form parse(String contentType, byte[] body) throws RequestRefusedException {
    if (!MediaType.parse(contentType).essence().equals(CONTENT_TYPE)) {
      throw new RequestRefusedException(
          415, "Content-Type must be " + CONTENT_TYPE + ", was " + quote(contentType));
    }
    if (body.length > LIMIT_BYTES) {
      throw new RequestRefusedException(413, "body must have at most " + LIMIT_BYTES + " bytes");
    }
    Form form = new Form();
    for (String pair : new String(body, UTF_8).split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      form.fields.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }
    return form;
  }

  /** Returns all values of a parameter, in order. */
  public List<String> all(String name) {
    return fields.getOrDefault(name, List.of());
  }

  /** Returns the value of an optional parameter. */
  Optional<String> optional(String name) throws RequestRefusedException {
    List<String> values = all(name);
    if (values.size() > 1) {
      throw RequestRefusedException.badParameter(
          name, "must be given once, was given " + values.size() + " times");
    }
    return values.stream().findFirst();
  }

  /** Returns the value of a required parameter. */
  public String required(String name) throws RequestRefusedException {
    return optional(name)
        .orElseThrow(() -> RequestRefusedException.badParameter(name, "the parameter is missing"));
  }

  /** Parses the value of a parameter as an http or https URL. */
  public static URI url(String name, String value) throws RequestRefusedException {
    URI url;
    try {
      url = URI.create(value);
    } catch (IllegalArgumentException e) {
      throw RequestRefusedException.badParameter(name, "not a valid URL: " + quote(value));
    }
    // The policy that allows every address still checks the syntax.
    Optional<String> problem = UrlPolicy.allowPrivate().refusal(url);
    if (problem.isPresent()) {
      throw RequestRefusedException.badParameter(
          name, problem.get() + "; the value was " + quote(value));
    }
    return url;
  }

  /** Returns a text for an error message, quoted and truncated. */
  public static String quote(String text) {
    boolean isShort = text.length() <= MAX_QUOTE;
    return '"' + (isShort ? text : text.substring(0, MAX_QUOTE) + "...") + '"';
  }

  private static String decode(String text) throws RequestRefusedException {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw new RequestRefusedException(400, "body has invalid percent-encoding");
    }
  }
}
