package org.pushj.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushj.Grant;
import org.pushj.OpenRequest;
import org.pushj.Subscription;
import org.pushj.settings.RenewalPolicy;
import org.pushj.settings.RetryPolicy;

/**
 * The life of a subscription as a table, in the file {@code lifecycle.txt}: what follows from each
 * event in each situation. Read it to learn the protocol; change it first to change the protocol.
 */
class LifecycleTableTest {
  private static final List<String> TABLE = read();

  private final Lifecycle lifecycle =
      new Lifecycle(
          RenewalPolicy.defaults(), RetryPolicy.defaults(), Parts.BASE, false, Duration.ofHours(1));

  @Test
  void table_hasABlockForEachEvent() {
    Set<Object> events = new LinkedHashSet<>();
    for (EventVariant each : EventVariant.values()) {
      events.add(kind(each.event(Situation.ACTIVE.subscription())));
    }
    assertThat(events).containsExactlyInAnyOrderElementsOf(kinds(Event.class).toList());
    assertThat(TABLE.stream().filter(line -> line.startsWith("== ")))
        .containsExactlyElementsOf(Arrays.stream(EventVariant.values()).map(this::title).toList());
  }

  private static Object kind(Event event) {
    return event instanceof Enum<?> constant ? constant : event.getClass();
  }

  private static Stream<Object> kinds(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(LifecycleTableTest::kinds)
        : type.isEnum() ? Arrays.stream(type.getEnumConstants()) : Stream.of(type);
  }

  @ParameterizedTest
  @EnumSource
  void lifecycle_doesWhatTheTableSays(EventVariant variant) {
    List<String> expected =
        TABLE.stream()
            .dropWhile(line -> !line.equals(title(variant)))
            .skip(1)
            .takeWhile(line -> !line.startsWith("== "))
            .filter(line -> !line.isBlank())
            .toList();
    List<String> actual = new ArrayList<>();
    for (Situation each : Situation.values()) {
      actual.add(row(variant, each));
    }
    assertThat(actual).as(variant.toString()).containsExactlyElementsOf(expected);
  }

  private String title(EventVariant variant) {
    return "== " + variant;
  }

  private String row(EventVariant variant, Situation situation) {
    Subscription before = situation.subscription();
    Optional<String> impossible = variant.impossible(before);
    if (impossible.isPresent()) {
      return columns(situation, "impossible: " + impossible.get());
    }
    Transition transition = lifecycle.on(before, variant.event(before), Parts.NOW);
    Subscription next = transition.next();
    String effects =
        transition.effects().stream()
            .map(LifecycleTableTest::name)
            .collect(Collectors.joining(", "));
    if (!transition.recognized()) {
      assertThat(next).as("what is not recognized changes nothing").isEqualTo(before);
      assertThat(effects).isEmpty();
      return columns(situation, "not recognized");
    }
    if (next == null) {
      return columns(situation, "removed", "", "", "", "", effects);
    }
    if (next.equals(before)) {
      return columns(situation, "as it was", "", "", "", "", effects);
    }
    return columns(
        situation,
        next.stateAt(Parts.NOW).toString(),
        grant(next),
        former(next),
        open(next),
        due(before, next),
        effects);
  }

  private static String columns(Situation situation, String... columns) {
    StringBuilder line = new StringBuilder(String.format("%-21s", situation));
    int[] widths = {13, 4, 5, 11, 5, 0};
    for (int i = 0; i < columns.length; i++) {
      line.append(" | ").append(columns[i]);
      line.append(" ".repeat(Math.max(0, widths[i] - columns[i].length())));
    }
    return line.toString().stripTrailing().replaceFirst("( \\|\\s*)+$", "").stripTrailing();
  }

  private static String grant(Subscription next) {
    Grant grant = next.grant();
    return grant == null ? "-" : grant.isAliveAt(Parts.NOW) ? "runs" : "over";
  }

  private static String former(Subscription next) {
    Grant.Former former = next.former();
    return former == null
        ? "-"
        : !former.isAliveAt(Parts.NOW) ? "over" : former.dueAt() == null ? "asked" : "due";
  }

  private static String open(Subscription next) {
    OpenRequest open = next.open();
    return open == null ? "-" : open.kind().toString().toLowerCase(Locale.ROOT);
  }

  private static String due(Subscription before, Subscription next) {
    return next.dueAt() == null
        ? "never"
        : Objects.equals(next.dueAt(), before.dueAt())
            ? "kept"
            : next.dueAt().isAfter(Parts.NOW) ? "later" : "now";
  }

  private static String name(Effect effect) {
    String name = effect.getClass().getSimpleName();
    if (effect instanceof Effect.News.Requested requested && requested.routine()) {
      name += " (routine)";
    } else if (effect instanceof Effect.News.Denied denied && denied.again()) {
      name += " again";
    } else if (effect instanceof Effect.News.Renewed renewed && renewed.afterFailures()) {
      name += " after failures";
    }
    return effect instanceof Effect.News ? "tell " + name : name;
  }

  private static List<String> read() {
    try (InputStream table = LifecycleTableTest.class.getResourceAsStream("lifecycle.txt")) {
      return new String(Objects.requireNonNull(table).readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
