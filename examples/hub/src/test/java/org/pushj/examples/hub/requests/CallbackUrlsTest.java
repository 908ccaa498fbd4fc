package org.pushj.examples.hub.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallbackUrlsTest {

  @ParameterizedTest
  @CsvSource({
    "http://a/b, http://a/b?m=x+%26",
    "http://a/b?, http://a/b?&m=x+%26",
    "http://a/b?c=%20d, http://a/b?c=%20d&m=x+%26",
    "http://a, http://a?m=x+%26"
  })
  void withParameters_keepsTheQuery(String callback, String expected) {
    assertThat(CallbackUrls.withParameters(URI.create(callback), Map.of("m", "x &")))
        .hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "https://a:1/push/callback/token?x=token, https://a:1/***",
    "http://a/token/, http://a/***",
    "http://a?token, http://a/***"
  })
  void masked_leavesTheTokenOut(String callback, String expected) {
    assertThat(CallbackUrls.masked(URI.create(callback))).hasToString(expected);
  }
}
