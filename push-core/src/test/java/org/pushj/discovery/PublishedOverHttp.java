package org.pushj.discovery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.pushj.discovery.ScriptedTransport.Answer;
import org.pushj.spi.HttpTransport;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.RecordedRequest;

/** A {@link Published} resource that a server on loopback serves under an address of its own. */
final class PublishedOverHttp implements AutoCloseable {
  private static final String SCRIPTED = "https://site.example";

  private final FakeTopicSite site = FakeTopicSite.start();
  private final ScriptedTransport script = new ScriptedTransport();
  private final Published form;

  PublishedOverHttp(Published form) {
    this.form = form;
    form.site().accept(script);
    for (URI scripted : script.pages()) {
      site.page(scripted.getRawPath(), this::answer);
    }
  }

  URI resource() {
    return URI.create(moved(form.resource()));
  }

  String topic() {
    return moved(form.topic());
  }

  List<String> hubs() {
    return form.hubs().stream().map(this::moved).toList();
  }

  /** Returns the paths and queries that were asked for. */
  List<String> asked() {
    return site.requests().stream().map(PublishedOverHttp::target).toList();
  }

  @Override
  public void close() {
    site.close();
  }

  private FakeResponse answer(RecordedRequest asked) {
    Map<String, String> headers = Map.of("Accept", asked.header("Accept").orElse(""));
    Answer scripted =
        script.answerTo(
            new HttpTransport.Request(
                asked.method(),
                URI.create(SCRIPTED + target(asked)),
                headers,
                null,
                WebTopicDiscovererTest.DEADLINE,
                Long.MAX_VALUE));
    FakeResponse response = FakeResponse.of(scripted.status()).untypedBody(body(scripted));
    for (Map.Entry<String, List<String>> header : scripted.headers().entrySet()) {
      for (String value : header.getValue()) {
        response = response.header(header.getKey(), moved(value));
      }
    }
    return response;
  }

  /** Each byte is taken for a character, so that a body stays what it is but for the addresses. */
  private byte[] body(Answer scripted) {
    try {
      String text = new String(scripted.body().readAllBytes(), ISO_8859_1);
      return moved(text).getBytes(ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts the server's address in the place of the scripted one, with or without its scheme. */
  private String moved(String text) {
    String own = site.url("").toString();
    return text.replace(SCRIPTED, own)
        .replace(SCRIPTED.replace("https:", ""), own.replace("http:", ""));
  }

  private static String target(RecordedRequest asked) {
    return asked.path() + asked.rawQuery().map(query -> "?" + query).orElse("");
  }
}
