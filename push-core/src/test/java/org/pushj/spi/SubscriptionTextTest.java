package org.pushj.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.Lease;
import org.pushj.OpenRequest;
import org.pushj.Problem;
import org.pushj.Progress;
import org.pushj.Registration;
import org.pushj.Secret;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.UnknownLines;
import org.pushj.tck.ManualClock;
import org.pushj.tck.SubscriptionBuilder;

class SubscriptionTextTest {
  private static final SubscriptionText PLAIN = SubscriptionText.plain();
  private static final SubscriptionText SEALED =
      SubscriptionText.sealed(
          (id, secret) -> seal(id + secret.value()), SubscriptionTextTest::unseal);

  /** A shorter one may stand in other lines by chance. */
  private static final int TELLING = 16;

  @ParameterizedTest
  @MethodSource("org.pushj.tck.SampleSubscriptions#all")
  void subscription_survives_withEveryPart(SubscriptionBuilder sample) {
    Subscription written = sample.version(7).build();
    String text = PLAIN.write(written);
    assertThat(text.length()).isLessThanOrEqualTo(60_000);
    assertSame(PLAIN.read(text, 7, written.dueAt()), written);
  }

  @Test
  void versionAndDueTime_areThoseOfTheStore() {
    Subscription written = SubscriptionBuilder.active().version(7).dueAt(ManualClock.START).build();
    String text = PLAIN.write(written);
    assertThat(text).isEqualTo(PLAIN.write(written.withVersion(8).withDueAt(null)));
    assertSame(PLAIN.read(text, 9, null), written.withVersion(9).withDueAt(null));
  }

  @Test
  void instants_areKeptToTheMillisecond() {
    Instant made = ManualClock.START.plusNanos(1_999_999);
    SubscriptionBuilder builder =
        SubscriptionBuilder.active()
            .createdAt(made)
            .lastUpdateAt(made)
            .lease(new Lease(made, made.plusSeconds(1)))
            .progress(Progress.NONE.withRefusedSince(made));
    Subscription read = PLAIN.read(PLAIN.write(builder.build()), 0, null);
    Instant kept = made.truncatedTo(ChronoUnit.MILLIS);
    assertSame(
        read,
        builder
            .createdAt(kept)
            .lastUpdateAt(kept)
            .lease(new Lease(kept, kept.plusSeconds(1)))
            .progress(Progress.NONE.withRefusedSince(kept))
            .build());
  }

  @ParameterizedTest
  @MethodSource("org.pushj.tck.SampleSubscriptions#all")
  void lines_thatALaterReleaseAdds_areKept(SubscriptionBuilder sample) {
    Subscription written = sample.build();
    String text = "later.first=1\n" + PLAIN.write(written) + "later.last=a\\nb\\\\\n";
    Subscription read = PLAIN.read(text, written.version(), written.dueAt());
    assertSame(read.toBuilder().unknown(UnknownLines.NONE).build(), written);
    Subscription changed = read.toBuilder().lastUpdateAt(Instant.EPOCH).build();
    assertThat(PLAIN.write(changed)).contains("later.first=1\n", "later.last=a\\nb\\\\\n");
    Subscription again = PLAIN.read(PLAIN.write(changed), 0, null);
    assertThat(again.unknown()).isEqualTo(read.unknown());
    assertThat(read.toString()).doesNotContain("later");
  }

  @Test
  void linesOfAPart_thatALaterReleaseAdds_areKeptAsLongAsThePart() {
    Subscription active = SubscriptionBuilder.active().build();
    Subscription read = PLAIN.read(PLAIN.write(active) + "grant.later=1\n", 0, null);
    Subscription moved = SubscriptionBuilder.active().callback(CallbackToken.random()).build();
    assertThat(PLAIN.write(read)).contains("grant.later=1\n");
    assertThat(PLAIN.write(read.toBuilder().paused(true).build())).contains("grant.later=1\n");
    assertThat(PLAIN.write(read.toBuilder().grant(moved.grant()).build())).doesNotContain("later");
    assertThat(PLAIN.write(read.toBuilder().grant(null).build())).doesNotContain("later");
  }

  @Test
  void problem_ofAKindThatALaterReleaseAdds_isKeptUntilAnotherOrNone() {
    Problem bored = Problem.of(Problem.Kind.REFUSED, "not today");
    Subscription failed =
        SubscriptionBuilder.active().progress(Progress.NONE.failed(bored)).build();
    String text = PLAIN.write(failed).replace("problem=REFUSED", "problemPast=true\nproblem=BORED");
    Subscription read = PLAIN.read(text, 0, null);
    assertThat(read.progress().problem()).isNull();
    assertThat(PLAIN.write(read.toBuilder().paused(true).build()))
        .contains("problem=BORED\n", "problemText=not today\n");
    assertThat(PLAIN.write(read.toBuilder().progress(Progress.NONE).build()))
        .doesNotContain("BORED", "not today");
    Subscription refused = read.toBuilder().progress(read.progress().withProblem(bored)).build();
    assertThat(PLAIN.read(PLAIN.write(refused), 0, null).progress().problem()).isEqualTo(bored);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "10", "", "1.1", " 1"})
  void read_refusesAnotherFormat_andNamesIt(String format) {
    String text = text().replace("push.format=1\n", "push.format=" + format + "\n");
    assertRefused(text, "must be 1, was " + format);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "push.format",
        "id",
        "resource",
        "attempts",
        "createdAt",
        "hub",
        "grant.callbackBase",
        "grant.startsAt",
        "grant.endsAt"
      })
  void read_refusesATextWithoutALineThatItNeeds_andNamesIt(String name) {
    assertRefused(withLine(name, null), "no line " + name);
  }

  @Test
  void write_leavesOutATopicAndAHub_thatStandThereAlready() {
    Subscription asked = SubscriptionBuilder.active().build();
    assertThat(PLAIN.write(asked).lines())
        .filteredOn(line -> line.contains("topic=") || line.contains("hub="))
        .hasSizeLessThanOrEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "id, x",
    "resource, http://[",
    "attempts, -1",
    "attempts, many",
    "createdAt, yesterday",
    "requestedLease, 0",
    "grant.callback, short",
    "grant.secret, ''",
    "grant.endsAt, 0"
  })
  void read_refusesALineThatMakesNoSense(String name, String value) {
    assertRefused(withLine(name, value), "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "{}", "null", "<subscription/>", "\0\0\0\0", "a=b"})
  void read_refusesWhatIsSomethingElse(String text) {
    assertRefused(text, "");
  }

  @Test
  void read_repeatsNoSecret_whereverTheTextIsCut() {
    String text = text();
    for (int length = 0; length < text.length(); length++) {
      String cut = text.substring(0, length);
      try {
        PLAIN.read(cut, 0, null);
      } catch (IllegalArgumentException e) {
        assertTellsNothing(e);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "a, b",
        "a=b, c=d",
        "=, =",
        "a, \"\"",
        "\"\", a",
        "back\\slash, \\",
        "\\n, \\e",
        "\"a\nb\", \"\n=\n\"",
        "\"\\\n\", \"\\\n\"",
        "push.format, 2",
        "attribute.a, attribute.b",
        "é, 世界"
      })
  void attributes_survive_whateverIsInThem(String name, String value) {
    SubscriptionRequest request =
        SubscriptionBuilder.active()
            .build()
            .request()
            .withAttribute("before", "x")
            .withAttribute(name, value)
            .withAttribute("after", "y");
    Subscription written = SubscriptionBuilder.active().request(request).build();
    Subscription read = PLAIN.read(PLAIN.write(written), 0, null);
    assertThat(read.request().attributes()).isEqualTo(request.attributes());
    assertSame(read, written);
  }

  @ParameterizedTest
  @MethodSource("org.pushj.tck.SampleSubscriptions#all")
  void sealed_leavesNoPlainSecret(SubscriptionBuilder sample) {
    Subscription written = sample.build();
    String text = SEALED.write(written);
    for (Secret secret : secretsOf(written)) {
      assertThat(text).contains(seal(written.id() + secret.value()));
      if (secret.value().length() > TELLING) {
        assertThat(text).doesNotContain(secret.value());
      }
    }
    assertSame(SEALED.read(text, written.version(), written.dueAt()), written);
  }

  @Test
  void plain_refusesWhatIsSealed() {
    String text = SEALED.write(SubscriptionBuilder.active().build());
    assertRefused(text, "encrypted");
  }

  /** A text with an attribute, a lease, a problem and a secret. */
  private static String text() {
    return PLAIN.write(
        SubscriptionBuilder.active()
            .request(
                SubscriptionBuilder.active()
                    .build()
                    .request()
                    .withLease(Duration.ofDays(1))
                    .withAttribute("a", "b"))
            .secret(new Secret("opensesame"))
            .problem(Problem.Kind.REFUSED, "no")
            .build());
  }

  /** Returns that text with another value in one line; without it if the value is null. */
  private static String withLine(String name, String value) {
    List<String> lines = new ArrayList<>();
    for (String line : text().lines().toList()) {
      boolean other = !line.startsWith(name + "=");
      if (other || value != null) {
        lines.add(other ? line : name + "=" + value);
      }
    }
    String text = String.join("\n", lines) + "\n";
    assertThat(text).isNotEqualTo(text());
    return text;
  }

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> PLAIN.read(text, 0, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .satisfies(SubscriptionTextTest::assertTellsNothing);
  }

  private static void assertTellsNothing(Throwable refused) {
    assertThat(refused.toString()).doesNotContain("opens");
  }

  /**
   * Compares URLs to the letter too: a {@link java.net.URI} takes some that differ for the same.
   */
  private static void assertSame(Subscription actual, Subscription expected) {
    assertThat(actual).isEqualTo(expected);
    assertThat(actual).hasToString(expected.toString());
  }

  private static List<Secret> secretsOf(Subscription subscription) {
    Grant grant = subscription.grant();
    OpenRequest open = subscription.open();
    Grant.Former former = subscription.former();
    return Stream.of(
            grant == null ? null : grant.registration(),
            open == null ? null : open.registration(),
            former == null ? null : former.registration())
        .filter(Objects::nonNull)
        .map(Registration::secret)
        .filter(Objects::nonNull)
        .toList();
  }

  /** No encryption, but a text that is another for each secret, and can be turned back. */
  private static String seal(String plain) {
    StringBuilder sealed = new StringBuilder("sealed:");
    plain.chars().forEach(c -> sealed.append(String.format("%04x", c)));
    return sealed.toString();
  }

  private static Secret unseal(SubscriptionId id, String sealed) {
    StringBuilder value = new StringBuilder();
    for (int i = "sealed:".length(); i < sealed.length(); i += 4) {
      value.append((char) Integer.parseInt(sealed.substring(i, i + 4), 16));
    }
    assertThat(value).startsWith(id.toString());
    return new Secret(value.substring(id.toString().length()));
  }
}
