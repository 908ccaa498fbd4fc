package org.pushj.examples.benchmarks.callback;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;

/**
 * About the least that a callback endpoint can do: it reads the content, computes its HMAC with a
 * {@link Mac} kept per thread, compares, and answers 204.
 */
final class BareServlet extends HttpServlet {
  private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(Delivery::mac);

  private final transient LookUp lookUp;

  /** Makes a servlet that looks each callback up; its key is known in any case. */
  BareServlet(LookUp lookUp) {
    this.lookUp = lookUp;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!lookUp.exists(request.getPathInfo().substring(1))) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    byte[] content = new byte[request.getContentLength()];
    request.getInputStream().readNBytes(content, 0, content.length);
    byte[] expected =
        (Delivery.METHOD + HexFormat.of().formatHex(MAC.get().doFinal(content))).getBytes(US_ASCII);
    boolean isSigned =
        MessageDigest.isEqual(expected, request.getHeader(Delivery.SIGNATURE).getBytes(US_ASCII));
    response.setStatus(
        isSigned ? HttpServletResponse.SC_NO_CONTENT : HttpServletResponse.SC_FORBIDDEN);
  }

  /** Looks up whether there is a subscription with a callback token. */
  @FunctionalInterface
  interface LookUp {
    boolean exists(String callback) throws IOException;
  }
}
