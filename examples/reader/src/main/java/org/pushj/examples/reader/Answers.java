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

/** The shapes of answers: JSON for programs, a way back to the page for people. */
final class Answers {
  static final String JSON = "application/json;charset=UTF-8";
  static final int CONTENT_TOO_LARGE = 413;
  static final int UNPROCESSABLE = 422;

  private static final int SEE_OTHER = 303;
  private static final int LONGEST_MESSAGE = 600;
  private static final Gson GSON = new GsonBuilder().serializeNulls().create();

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
    String message = Words.bounded(String.valueOf(why), LONGEST_MESSAGE);
    if (isFromPage(request) && request.getMethod().equals("POST")) {
      backToPage(response, Notice.failed(message));
    } else {
      response.setStatus(status);
      bytes(response, JSON, error(message).getBytes(UTF_8));
    }
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
