package org.pushj.examples.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.pushj.examples.hub.requests.CallbackUrls;
import org.pushj.examples.hub.requests.HubMode;
import org.pushj.examples.hub.requests.IntentRequest;
import org.pushj.spi.HttpTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies the intent of a subscriber (W3C WebSub section 5.3), or notifies it of a denial (section
 * 5.2). Until a request is confirmed nothing changes, so a subscription whose renewal fails runs to
 * the end of its lease.
 */
final class Verifier {
  private static final Logger LOG = LoggerFactory.getLogger(Verifier.class);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int CHALLENGE_BYTES = 32;

  private final Subscriptions subscriptions;
  private final Outgoing outgoing;

  Verifier(Subscriptions subscriptions, Outgoing outgoing) {
    this.subscriptions = subscriptions;
    this.outgoing = outgoing;
  }

  /** Denies a request, or verifies it and puts it into effect. */
  void settle(IntentRequest request) {
    boolean subscribe = request.mode() == HubMode.SUBSCRIBE;
    Optional<String> refusal = subscribe ? outgoing.refusal(request.topic()) : Optional.empty();
    if (refusal.isPresent()) {
      deny(request, refusal.get());
    } else if (!isConfirmed(request)) {
      return;
    } else if (subscribe) {
      subscriptions.confirm(request);
    } else {
      subscriptions.remove(request.topic(), request.callback(), "at its subscriber's request");
    }
  }

  private void deny(IntentRequest request, String reason) {
    Map<String, String> parameters = parameters(HubMode.DENIED, request);
    parameters.put("hub.reason", reason);
    try (HttpTransport.Response response = ask(request, parameters)) {
      LOG.info("Denied: {}, status {}", request, response.status());
    } catch (IOException e) {
      LOG.info("Denied: {}, no response: {}", request, e.getClass().getSimpleName());
    }
  }

  private boolean isConfirmed(IntentRequest request) {
    String challenge = newChallenge();
    Map<String, String> parameters = parameters(request.mode(), request);
    parameters.put("hub.challenge", challenge);
    if (request.mode() == HubMode.SUBSCRIBE) {
      parameters.put("hub.lease_seconds", Long.toString(request.lease().toSeconds()));
    }
    try (HttpTransport.Response response = ask(request, parameters)) {
      if (response.status() / 100 != 2) {
        LOG.info("Not confirmed: {}, status {}", request, response.status());
        return false;
      }
      byte[] echo = response.body().readNBytes(challenge.length() + 1);
      boolean confirmed = Arrays.equals(echo, challenge.getBytes(US_ASCII));
      if (!confirmed) {
        LOG.info("Not confirmed: {}, the body is not the challenge", request);
      }
      return confirmed;
    } catch (IOException e) {
      LOG.info("Not confirmed: {}, no response: {}", request, e.getClass().getSimpleName());
      return false;
    }
  }

  private HttpTransport.Response ask(IntentRequest request, Map<String, String> parameters)
      throws IOException {
    return outgoing.get(CallbackUrls.withParameters(request.callback(), parameters));
  }

  private static Map<String, String> parameters(HubMode mode, IntentRequest request) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("hub.mode", mode.wire());
    parameters.put("hub.topic", request.topic().toString());
    return parameters;
  }

  private static String newChallenge() {
    byte[] bytes = new byte[CHALLENGE_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
