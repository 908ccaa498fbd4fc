package org.pushj.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.pushj.Registration;
import org.pushj.Secret;
import org.pushj.spi.HubClient;
import org.pushj.text.Texts;

/**
 * The page on which Google's hub shows what it knows of a subscription: terms and their
 * descriptions, in a list or a table. Other words, and another order, are taken too.
 */
final class SubscriptionDetails {
  private static final int MAX_TEXT = 400;
  private static final String STATE = "State";

  private SubscriptionDetails() {}

  /** Returns the URL of the page; the secret is left out where it is null. */
  static URI url(URI endpoint, String path, Registration known, @Nullable Secret secret) {
    return endpoint.resolve(
        path
            + "?hub.callback="
            + encoded(known.callbackUrl().toString())
            + "&hub.topic="
            + encoded(known.topic().toString())
            + (secret == null ? "" : "&hub.secret=" + encoded(secret.value())));
  }

  /**
   * Reads the page; empty if it names no state.
   *
   * @param mask masks in a text the credentials that the hub is sent
   */
  static Optional<HubClient.View> read(
      InputStream page, Registration known, UnaryOperator<String> mask) throws IOException {
    Map<String, String> said = new LinkedHashMap<>();
    for (Element term : Jsoup.parse(page, null, "").select("dt, tr > th")) {
      Element description = term.nextElementSibling();
      String name = term.text().replaceFirst("\\s*:$", "");
      if (description != null && !name.toLowerCase(Locale.ROOT).contains("url")) {
        said.putIfAbsent(name, description.text());
      }
    }
    String state = said.get(STATE);
    if (state == null) {
      return Optional.empty();
    }
    String text =
        said.entrySet().stream()
            .map(each -> each.getKey() + ": " + each.getValue())
            .collect(Collectors.joining("; "));
    String masked = Texts.printable(known.maskedIn(mask.apply(text)));
    return Optional.of(
        new HubClient.View(
            state.strip().equalsIgnoreCase("verified"), Texts.cut(masked, MAX_TEXT)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
