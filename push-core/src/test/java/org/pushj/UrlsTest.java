package org.pushj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlsTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "HTTPS://Blog.EXAMPLE/Feed?Q=A#F, https://blog.example/Feed?Q=A#F",
    "http://User:Pass@HOST.example:8080/, http://User:Pass@host.example:8080/",
    "http://[FE80::A]:80, http://[fe80::a]:80",
    "https://Bücher.EXAMPLE:443/Fußball/日本?q=ü é, https://xn--bcher-kva.example:443/"
        + "Fu%C3%9Fball/%E6%97%A5%E6%9C%AC?q=%C3%BC%20%C3%A9",
    "https://XN--BCHER-KVA.example/%7e%C3%bc, https://xn--bcher-kva.example/%7e%C3%bc",
    "http://日本。example/, http://xn--wgv71a.example/",
    "' http://h.example/a b|c ', http://h.example/a%20b%7Cc",
    "http://h.example/a/../b//?x=[1]&y=%2f, http://h.example/a/../b//?x=[1]&y=%2f"
  })
  void normalized_isWhatIsSent_howeverItIsTyped(String typed, String sent) {
    URI url = Urls.normalized("topic", typed);
    assertThat(url).hasToString(sent);
    assertThat(Urls.normalized("topic", url.toString())).as("a second time").hasToString(sent);
    assertThat(Urls.normalized("topic", url)).as("when parsed").hasToString(sent);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "https://h.example",
        "HTTPS://h.example/",
        "https://H.example/",
        "https://Me@h.example/",
        "https://me@H.example:80/A",
        "https://h.example:/",
        "https://h.example/A%2fb?C=%7E",
        "https://[fe80::A]/",
        "https://h.example/#A",
        "https://h.example/ü"
      })
  void normalized_isTheSame_forTextsAndForParsedUrls(String url) {
    URI parsed = URI.create(url);
    assertThat(Urls.normalized("topic", parsed).toString())
        .isEqualTo(Urls.normalized("topic", url).toString());
    URI normalized = Urls.normalized("topic", url);
    assertThat(Urls.normalized("topic", normalized)).hasToString(normalized.toString());
  }

  @Test
  void normalized_refusesParsedUrls_thatAreTooLongOrOfNoHost() {
    for (String url : List.of("https://h/" + "x".repeat(2040), "http://my_host/", "ftp://h/")) {
      assertThatThrownBy(() -> Urls.normalized("topic", URI.create(url)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("topic must be");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "",
        "blog.example/feed",
        "ftp://blog.example/",
        "http:/blog.example/",
        "http://",
        "http://my_host/",
        "http://a b/",
        "http://ü..example/",
        "http://ü\u202e.example/",
        "http://good.ü／.bad.example/",
        "http://bad.example＠ü.example/",
        "http://h.example/\ud800"
      })
  void normalized_namesParameterAndValue_whenTheUrlCannotBeMended(String typed) {
    assertThatThrownBy(() -> Urls.normalized("topic", typed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("topic must be an http or https URL with a valid host")
        .hasMessageEndingWith("was " + typed.replace('\u202e', ' ').replace('\ud800', ' '));
  }

  @Test
  void normalized_givesNoSecretAway_inItsMessage() {
    assertThatThrownBy(
            () -> Urls.normalized("hub", "http://me:secret@bad_host/x?key=secret#secret"))
        .hasMessageEndingWith("was http://bad_host/x?...");
    assertThatThrownBy(() -> Urls.normalized("hub", "http://h.example/" + "ü".repeat(400)))
        .hasMessageContainingAll("hub", "2048", "2417");
  }

  @Test
  @DisplayName("SUB-2: a request is for the URL that is sent, and is found again under it")
  void request_isNormalized_howeverItIsGiven() {
    SubscriptionRequest request =
        SubscriptionRequest.of(URI.create("HTTPS://Bücher.example/ü?é"))
            .withHub(URI.create("https://HUB.example/ü"));
    assertThat(request.resource()).hasToString("https://xn--bcher-kva.example/%C3%BC?%C3%A9");
    assertThat(request.hub()).hasToString("https://hub.example/%C3%BC");
    assertThat(request)
        .isEqualTo(SubscriptionRequest.of(request.resource()).withHub(request.hub()));
    assertThatThrownBy(() -> SubscriptionRequest.of(URI.create("http://my_host/")))
        .hasMessageContainingAll("resource", "http://my_host/");
    assertThatThrownBy(() -> request.withHub(URI.create("ftp://hub.example/")))
        .hasMessageContainingAll("hub", "ftp://hub.example/");
  }
}
