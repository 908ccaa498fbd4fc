package org.pushj.examples.reader.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.pushj.examples.reader.requests.Answers;

/**
 * Answers requests that Jetty itself refuses: with the name of the status, and nothing from the
 * request.
 */
final class PlainErrors extends ErrorHandler {
  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    response.write(true, body(status, response.getHeaders()), callback);
  }

  private static ByteBuffer body(int status, HttpFields.Mutable headers) {
    SecurityHeaders.put(headers);
    headers.put(HttpHeader.CONTENT_TYPE, Answers.JSON);
    String name = status + " " + HttpStatus.getMessage(status);
    return ByteBuffer.wrap(Answers.error(name).getBytes(UTF_8));
  }
}
