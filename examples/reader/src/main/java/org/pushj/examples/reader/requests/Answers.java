package org.pushj.examples.reader.requests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.pushj.StoreException;
import org.pushj.examples.reader.text.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The forms of responses: JSON for programs, a redirect to the page for browsers. */
public final class Answers {
  /** The content type of JSON. */
  public static final String JSON = "application/json;charset=UTF-8";

  static final int CONTENT_TOO_LARGE = 413;

  /** The status for a field with an invalid value (RFC 9110 section 15.5.21). */
  public static final int UNPROCESSABLE = 422;

  private static final int SEE_OTHER = 303;
  private static final int MAX_MESSAGE = 600;
  private static final String RETRY_AFTER_SECONDS = "10";
  private static final Gson GSON = new GsonBuilder().serializeNulls().create();

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private Answers() {}

  /** Answers with JSON. */
  public static void json(HttpServletResponse response, int status, JsonElement json)
      throws IOException {
    response.setStatus(status);
    bytes(response, JSON, GSON.toJson(json).getBytes(UTF_8));
  }

  /**
   * Answers with bytes of this type, whatever the status is. Their length is left to the container:
   * an answer that is complete before the whole request was read would be sent at once, without a
   * word about the connection, which cannot be used again.
   */
  public static void bytes(HttpServletResponse response, String type, byte[] body)
      throws IOException {
    response.setHeader("Content-Type", type);
    response.getOutputStream().write(body);
  }

  /**
   * Reports success: as JSON, or as a notice on the page for browsers.
   *
   * @param notice one sentence for the page
   * @param json the response for a program
   */
  public static void accepted(
      HttpServletRequest request, HttpServletResponse response, String notice, JsonObject json)
      throws IOException {
    if (isFromPage(request)) {
      backToPage(response, Notice.done(notice));
    } else {
      json(response, HttpServletResponse.SC_ACCEPTED, json);
    }
  }

  /** Reports a problem: as JSON, or as a notice on the page if a browser has sent a form. */
  public static void problem(
      HttpServletRequest request, HttpServletResponse response, int status, @Nullable String why)
      throws IOException {
    String message = Words.bounded(String.valueOf(why), MAX_MESSAGE);
    if (isFromPage(request) && request.getMethod().equals("POST")) {
      backToPage(response, Notice.failed(message));
    } else {
      error(response, status, message);
    }
  }

  /** Answers with the JSON text of an error. */
  public static void error(HttpServletResponse response, int status, String message)
      throws IOException {
    refuse(response, status);
    bytes(response, JSON, error(message).getBytes(UTF_8));
  }

  /** Sets the status of a refusal, and for a temporary one also when to try again. */
  public static void refuse(HttpServletResponse response, int status) {
    response.setStatus(status);
    if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
      response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
    }
  }

  /** Logs why the storage failed, and returns a message for the client without details. */
  public static String storageUnavailable(HttpServletRequest request, StoreException cause) {
    LOG.warn(
        "The storage failed; {} {} is answered 503",
        request.getMethod(),
        request.getRequestURI(),
        cause);
    return "The storage of the reader is unavailable or overloaded. Try again in "
        + RETRY_AFTER_SECONDS
        + " seconds.";
  }

  /** Returns the JSON text of an error. */
  public static String error(String message) {
    JsonObject json = new JsonObject();
    json.addProperty("error", message);
    return GSON.toJson(json);
  }

  private static boolean isFromPage(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return accept != null && accept.contains("text/html");
  }

  /**
   * Redirects to a path: a full URL would have to be built from the Host header, which can be
   * forged.
   */
  private static void backToPage(HttpServletResponse response, Notice notice) {
    notice.storeIn(response);
    response.setStatus(SEE_OTHER);
    response.setHeader("Location", "/");
  }
}
