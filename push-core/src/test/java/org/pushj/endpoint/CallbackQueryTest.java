package org.pushj.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackQueryTest {

  @Test
  void query_decodesEveryParameter_whateverItsOrder() {
    CallbackQuery query =
        parsed("x=1&hub.challenge=a+b%2Bc&hub%2Emode=subscribe&hub.topic=http%3A%2f%2Fa%2F%C3%BC");
    assertThat(query.get("hub.mode")).contains("subscribe");
    assertThat(query.get("hub.challenge")).contains("a b+c");
    assertThat(query.get("hub.topic")).contains("http://a/\u00fc");
    assertThat(query.get("hub.lease_seconds")).isEmpty();
    assertThat(query.get("x")).isEmpty();
  }

  @Test
  void query_decodesTheLastCharacter_whenItIsEncoded() {
    assertThat(parsed("hub.challenge=a%62").get("hub.challenge")).contains("ab");
  }

  @ParameterizedTest(name = "SEC-4: {0}")
  @ValueSource(
      strings = {
        "hub.topic=%zz",
        "hub.topic=%",
        "hub.topic=%4",
        "hub.challenge=%ff%fe",
        "hub.challenge=%c0%af",
        "hub.challenge=%ed%a0%80",
        "hub.mode=a&hub.mode=a"
      })
  void query_isMalformed_whenAParameterOfTheHubIs(String raw) {
    assertThat(CallbackQuery.parse(raw)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=", "&&&=&=&&", "%", "x=%zz", "%zz=1", "hub_mode=x", "hub[mode]=x"})
  void query_isEmpty_whenNothingOfItMatters(String raw) {
    CallbackQuery query = parsed(raw);
    assertThat(query.get("hub.mode")).isEmpty();
    assertThat(query.get("hub.topic")).isEmpty();
  }

  @Test
  void query_takesAnyReason() {
    assertThat(parsed("hub.reason=100%25+no%ff%").get("hub.reason")).contains("100% no\ufffd%");
  }

  @Test
  void query_isAboutATopic_whenTheHubDidNotEncodeIt() {
    String topic = "http://a.example/f?x=1+2&y=%2F";
    assertThat(
            parsed("hub.mode=subscribe&hub.topic=" + topic + "&hub.challenge=c")
                .isAboutTopic(topic))
        .isTrue();
    assertThat(
            parsed("hub.topic=http%3A%2F%2Fa.example%2Ff%3Fx%3D1%2B2%26y%3D%252F")
                .isAboutTopic(topic))
        .isTrue();
    assertThat(
            parsed("hub.mode=subscribe&hub.topic=" + topic + "z&hub.challenge=c")
                .isAboutTopic(topic))
        .isFalse();
    assertThat(parsed("hub.mode=subscribe&hub.topic=http://a.example/f?x=1").isAboutTopic(topic))
        .isFalse();
  }

  private static CallbackQuery parsed(String raw) {
    return CallbackQuery.parse(raw).orElseThrow();
  }
}
