package org.pushj.endpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.pushj.callback.CallbackResponse;
import org.pushj.io.DecodedStream;

/** Decodes content that came in a coding which is known here. */
final class ContentCoding {
  private ContentCoding() {}

  /**
   * Decodes content, and returns what the taker of it answers, or why it cannot be decoded.
   *
   * @param plain holds what is decoded, within its limits; it is released in the end
   */
  static CallbackResponse decoded(
      byte[] coded, HttpHeaders headers, HeldBody plain, Function<byte[], CallbackResponse> taker) {
    try (InputStream in =
        DecodedStream.of(new ByteArrayInputStream(coded), headers, Integer.MAX_VALUE)) {
      plain.arrived();
      CallbackResponse problem = plain.appendAll(in);
      byte[] content = problem == null ? plain.content() : null;
      return problem != null ? problem : content == null ? Answers.NO_MEMORY : taker.apply(content);
    } catch (IOException malformed) {
      return Answers.malformed("The content is not coded as its Content-Encoding says.");
    } finally {
      plain.release();
    }
  }

  /** Leaves out what is not true of the content once it is decoded. */
  static HttpHeaders without(HttpHeaders headers) {
    Set<String> gone = Set.of("content-encoding", "content-length");
    return HttpHeaders.of(
        headers.map(), (name, value) -> !gone.contains(name.toLowerCase(Locale.ROOT)));
  }
}
