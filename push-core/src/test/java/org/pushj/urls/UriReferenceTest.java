package org.pushj.urls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.Urls;

class UriReferenceTest {
  private static final URI BASE = URI.create("http://a/b/c/d;p?q");

  @ParameterizedTest(name = "DISC-6: {0} resolves to {1}")
  @CsvSource({
    "g:h, g:h",
    "g, http://a/b/c/g",
    "./g, http://a/b/c/g",
    "g/, http://a/b/c/g/",
    "/g, http://a/g",
    "//g, http://g",
    "?y, http://a/b/c/d;p?y",
    "g?y, http://a/b/c/g?y",
    "#s, http://a/b/c/d;p?q#s",
    "g#s, http://a/b/c/g#s",
    "g?y#s, http://a/b/c/g?y#s",
    ";x, http://a/b/c/;x",
    "g;x, http://a/b/c/g;x",
    "g;x?y#s, http://a/b/c/g;x?y#s",
    "'', http://a/b/c/d;p?q",
    "., http://a/b/c/",
    "./, http://a/b/c/",
    ".., http://a/b/",
    "../, http://a/b/",
    "../g, http://a/b/g",
    "../.., http://a/",
    "../../, http://a/",
    "../../g, http://a/g",
    "../../../g, http://a/g",
    "../../../../g, http://a/g",
    "/./g, http://a/g",
    "/../g, http://a/g",
    "g., http://a/b/c/g.",
    ".g, http://a/b/c/.g",
    "g.., http://a/b/c/g..",
    "..g, http://a/b/c/..g",
    "./../g, http://a/b/g",
    "./g/., http://a/b/c/g/",
    "g/./h, http://a/b/c/g/h",
    "g/../h, http://a/b/c/h",
    "g;x=1/./y, http://a/b/c/g;x=1/y",
    "g;x=1/../y, http://a/b/c/y",
    "g?y/./x, http://a/b/c/g?y/./x",
    "g?y/../x, http://a/b/c/g?y/../x",
    "g#s/../x, http://a/b/c/g#s/../x",
    "//g/a/../b, http://g/b",
    "//g?y, http://g?y",
    "1:g, http://a/b/c/1:g",
    "?, http://a/b/c/d;p?",
    "g?, http://a/b/c/g?"
  })
  void reference_isResolved_asInTheExamplesOfRfc3986(String reference, String target) {
    assertThat(resolved(BASE, reference)).isEqualTo(target);
  }

  @Test
  @DisplayName("DISC-6: a base without a path")
  void reference_isResolved_whenTheBaseHasNoPath() {
    URI base = URI.create("http://a?q");
    assertThat(resolved(base, "g")).isEqualTo("http://a/g");
    assertThat(resolved(base, "")).isEqualTo("http://a?q");
    assertThat(resolved(base, "?y")).isEqualTo("http://a?y");
  }

  @ParameterizedTest(name = "SUB-2: {0} is kept as written")
  @ValueSource(
      strings = {
        "http://example.com",
        "HTTP://Example.COM:80/%7euser/./a/../b//c/",
        "https://example.com/?key=a%2Fb&x=1+2&e=&a[]=1&?=/:@",
        "https://example.com/feed#part?",
        "https://user:pass@example.com/",
        "http://[2001:db8::1]:8080/a;b=c,d'e(f)*!$&~_",
        "http://my_host.example/feed",
        "urn:isbn:1",
        "data:text/html,x"
      })
  void url_isKept_whenItIsValid(String url) {
    assertThat(resolved(BASE, url)).isEqualTo(url);
  }

  @Test
  void character_isEscaped_whenNotAllowedInAUrl() {
    assertThat(resolved(BASE, "http://h/a b?c d#e f")).isEqualTo("http://h/a%20b?c%20d#e%20f");
    assertThat(resolved(BASE, "http://h/\"<>\\^`{|}"))
        .isEqualTo("http://h/%22%3C%3E%5C%5E%60%7B%7C%7D");
    assertThat(resolved(BASE, "http://h/[a]?[b]#[c]")).isEqualTo("http://h/%5Ba%5D?[b]#%5Bc%5D");
    assertThat(resolved(BASE, "http://h/100%?a=5%&b=%zz%4"))
        .isEqualTo("http://h/100%25?a=5%25&b=%25zz%254");
    assertThat(resolved(BASE, "http://h/a#b#c")).isEqualTo("http://h/a#b%23c");
    assertThat(resolved(BASE, "http://h/ü/\uD83D\uDE00?ü"))
        .isEqualTo("http://h/%C3%BC/%F0%9F%98%80?%C3%BC");
    assertThat(resolved(BASE, "http://h/a\u0000b\u007F")).isEqualTo("http://h/a%00b%7F");
  }

  @Test
  void reference_isTrimmed_asBrowsersDo() {
    assertThat(resolved(BASE, " \n\thttp://h/a\r\n\tb\u0000 ")).isEqualTo("http://h/ab");
  }

  @Test
  void host_isConvertedToAscii_whenItIsInternational() {
    assertThat(resolved(BASE, "http://müller.example:8080/ü"))
        .isEqualTo("http://xn--mller-kva.example:8080/%C3%BC");
    assertThat(resolved(BASE, "//müller.example")).isEqualTo("http://xn--mller-kva.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://[",
        "http://[::1",
        "http:",
        "http://",
        "https://?x",
        "http://ü..example/",
        "a:b c:d:"
      })
  void reference_isDropped_whenItIsNotAUrl(String reference) {
    assertThat(Urls.resolve(BASE, reference))
        .satisfiesAnyOf(
            url -> assertThat(url).isEmpty(),
            url -> assertThat(Urls.isHttp(url.orElseThrow())).isFalse());
  }

  @Test
  @DisplayName("SEC-4: a reference that is too long is dropped")
  void reference_isDropped_whenItIsTooLong() {
    String path = "x".repeat(UriReference.MAX - 1);
    assertThat(Urls.resolve(BASE, "/" + path)).isPresent();
    assertThat(Urls.resolve(BASE, "/x" + path)).isEmpty();
    assertThat(Urls.resolve(BASE, "http://" + "ü".repeat(UriReference.MAX - 7)))
        .satisfies(url -> assertThat(url.map(URI::getHost)).isEmpty());
  }

  @Test
  void reference_isDropped_whenTheBaseHasNoAuthority() {
    assertThat(Urls.resolve(URI.create("urn:x"), "a")).isEmpty();
    assertThat(Urls.resolve(URI.create("feed"), "a")).isEmpty();
    assertThat(Urls.resolve(URI.create("urn:x"), "http://h/"))
        .isEqualTo(Optional.of(URI.create("http://h/")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "http://blog.example/a/b/c/d;p?q",
        "https://u:p@h.example:8080/a%20b;c?d=e?f%4F#g",
        "https://h/%4",
        "https://h/%zz?%",
        "a+b-.9:x",
        "%41:x",
        "9:x",
        ":x",
        "a:",
        "a/b:c",
        "a?b:c",
        "http://[::1]/?[a]",
        "http://h/a?b#c#d",
        "http://h:80a/",
        "http:///x",
        "http://h/x:y@z",
        "http://ü/",
        "http://h/ ",
        "http://h/a\tb"
      })
  void resolve_isTheSameAsParsingFirst_whateverTheReference(String reference) {
    for (String url :
        List.of("http://blog.example/a?q", "https://h", "https://h/a#b", "urn:x", "//h/a")) {
      URI base = URI.create(url);
      Optional<URI> parsedFirst = UriReference.parse(reference).flatMap(it -> it.against(base));
      assertThat(UriReference.resolve(base, reference).map(URI::toString))
          .isEqualTo(parsedFirst.map(URI::toString));
    }
  }

  private static String resolved(URI base, String reference) {
    return Urls.resolve(base, reference).map(URI::toString).orElse("nothing");
  }
}
