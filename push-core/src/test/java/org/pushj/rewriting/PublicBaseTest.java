package org.pushj.rewriting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicBaseTest {
  private static final PublicBase BASE = new PublicBase(URI.create("https://blog.example/site"));

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "'', ''",
    "/, ''",
    "/feed.xml, feed.xml",
    "/a/, a/",
    "/%66eed%2exml, feed.xml",
    "/a%2fb%3F%c3%bc, a%2Fb%3F%C3%BC",
    "/a;jsessionid=1/b;c=d, a/b",
    "//a///b, a/b",
    "/a/./b/../c, a/c",
    "/a/b/.., a/",
    "/a/%2e%2E/c, c",
    "/../../x, x",
    "/.., ''",
    "/100%, 100%25",
    "/a b|c, a%20b%7Cc",
    "/\u00c3\u00bc, %C3%BC"
  })
  void resource_hasOneUrl_whicheverWayItIsAskedFor(String path, String url) {
    assertThat(BASE.resolve(path, null)).contains(URI.create("https://blog.example/site/" + url));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"a=1&b=%2f", "''", "a[]=1", "q=?/"})
  void query_isKeptToTheLetter_whenThereIsOne(String query) {
    assertThat(BASE.resolve("/feed", query))
        .contains(URI.create("https://blog.example/site/feed?" + query));
  }

  @Test
  void resource_hasNoUrl_whenItIsTooLong() {
    assertThat(BASE.resolve("/" + "x".repeat(2048), null)).isEmpty();
    assertThat(BASE.resolve("/", "x".repeat(2048))).isEmpty();
    assertThat(BASE.resolve("/" + "x".repeat(2000), null)).isPresent();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "blog.example",
        "ftp://blog.example/",
        "https://blog.example/?a",
        "https://blog.example/#a",
        "https://a:secret@blog.example/"
      })
  void base_isRefused_whenItIsNone(String url) {
    assertThatThrownBy(() -> new PublicBase(URI.create(url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "base must be an http or https URL without user name, query and fragment")
        .hasMessageNotContaining("secret");
  }
}
