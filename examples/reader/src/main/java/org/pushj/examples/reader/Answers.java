package org.pushj.examples.reader;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shapes of answers: JSON for programs, a way back to the page for people. */
final class Answers {
  static final String JSON = "application/json;charset=UTF-8";
  static final int CONTENT_TOO_LARGE = 413;
  static final int UNPROCESSABLE = 422;

  private static final int SEE_OTHER = 303;
  private static final int MAX_MESSAGE = 600;
  private static final String COME_AGAIN_SECONDS = "10";
  private static final Gson GSON = new GsonBuilder().serializeNulls().create();

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private Answers() {}

  /** Answers with JSON. */
  static void json(HttpServletResponse response, int status, JsonElement json) throws IOException {
    response.setStatus(status);
    bytes(response, JSON, GSON.toJson(json).getBytes(UTF_8));
  }

  /** Answers with bytes of this type, whatever the status is. */
  static void bytes(HttpServletResponse response, String type, byte[] body) throws IOException {
    response.setHeader("Content-Type", type);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /**
   * Says what was done, or takes a person back to the page and says it there.
   *
   * @param notice one sentence for a person
   * @param json the answer for a program
   */
  static void accepted(
      HttpServletRequest request, HttpServletResponse response, String notice, JsonObject json)
      throws IOException {
    if (isFromPage(request)) {
      backToPage(response, Notice.done(notice));
    } else {
      json(response, HttpServletResponse.SC_ACCEPTED, json);
    }
  }

  /** Says what went wrong; a person who has sent a form is taken back to the page. */
  static void problem(
      HttpServletRequest request, HttpServletResponse response, int status, @Nullable String why)
      throws IOException {
    String message = Words.bounded(String.valueOf(why), MAX_MESSAGE);
    if (isFromPage(request) && request.getMethod().equals("POST")) {
      backToPage(response, Notice.failed(message));
    } else {
      refuse(response, status);
      bytes(response, JSON, error(message).getBytes(UTF_8));
    }
  }

  /** Sets the status of a refusal, and for one that is for now only, when to try again. */
  static void refuse(HttpServletResponse response, int status) {
    response.setStatus(status);
    if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
      response.setHeader("Retry-After", COME_AGAIN_SECONDS);
    }
  }

  /** Logs why the storage failed, and returns the sentence for others: they learn no more. */
  static String storageAway(HttpServletRequest request, StoreException cause) {
    LOG.warn(
        "{} {} is answered 503, since the storage failed",
        request.getMethod(),
        request.getRequestURI(),
        cause);
    return "The storage of the reader is away or too busy. Try again in "
        + COME_AGAIN_SECONDS
        + " seconds.";
  }

  /** Returns the JSON text of an error. */
  static String error(String message) {
    JsonObject json = new JsonObject();
    json.addProperty("error", message);
    return GSON.toJson(json);
  }

  private static boolean isFromPage(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return accept != null && accept.contains("text/html");
  }

  /**
   * Redirects by a path: a URL would have to be built from the Host header, which anybody may
   * forge.
   */
  private static void backToPage(HttpServletResponse response, Notice notice) {
    notice.leaveAt(response);
    response.setStatus(SEE_OTHER);
    response.setHeader("Location", "/");
  }
}
