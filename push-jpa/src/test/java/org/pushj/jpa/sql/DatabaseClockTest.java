package org.pushj.jpa.sql;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.tck.ManualClock;
import org.slf4j.LoggerFactory;

class DatabaseClockTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ManualClock system = new ManualClock();
  private final ManualClock database = new ManualClock();
  private long nanos;
  private final DatabaseClock clock = new DatabaseClock(system, () -> nanos);
  private final Logger logger = (Logger) LoggerFactory.getLogger("org.pushj.jpa");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private int asked;

  @BeforeEach
  void record() {
    log.start();
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(log);
  }

  @AfterEach
  void restore() {
    logger.detachAppender(log);
    logger.setAdditive(true);
    logger.setLevel(null);
  }

  @Test
  void clock_isThatOfTheDatabase_afterAComparison() {
    database.advance(Duration.ofMinutes(10));
    assertThat(compare()).isTrue();
    assertThat(clock.instant()).isEqualTo(database.instant());
    assertThat(compare()).isFalse();
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void clock_isLeftAlone_whenItIsOffByLessThanASecond_orThanTheTimeOfTheAnswer() {
    database.advance(Duration.ofMillis(999));
    assertThat(compare()).isFalse();
    assertThat(clock.instant()).isEqualTo(system.instant());

    advance(MINUTE);
    LongSupplier slow =
        () -> {
          advance(Duration.ofSeconds(4));
          return database.millis();
        };
    assertThat(clock.isChanged(slow)).isFalse();
  }

  @Test
  void answer_countsForTheMiddleOfTheTimeThatItTook() {
    database.advance(Duration.ofMinutes(10));
    assertThat(
            clock.isChanged(
                () -> {
                  advance(Duration.ofSeconds(1));
                  long time = database.millis();
                  advance(Duration.ofSeconds(1));
                  return time;
                }))
        .isTrue();
    assertThat(clock.instant()).isEqualTo(database.instant());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void clock_goesOn_andIsComparedAtOnce_whenTheSystemsIsSet(int hours) {
    assertThat(compare()).isFalse();
    system.advance(Duration.ofHours(hours));
    assertThat(clock.instant()).as("before the comparison").isEqualTo(database.instant());
    assertThat(compare()).as("jumped").isFalse();
    assertThat(asked).isEqualTo(2);
    advance(Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(database.instant());
  }

  @Test
  void clock_jumps_whenTheMachineWasAsleep() {
    assertThat(compare()).isFalse();
    system.advance(Duration.ofHours(1));
    database.advance(Duration.ofHours(1));
    assertThat(compare()).isTrue();
    assertThat(clock.instant()).isEqualTo(database.instant());
    assertThat(log()).isEmpty();
  }

  @Test
  void log_saysWhatToDo_whenTheClockOfTheDatabaseIsSetBack() {
    assertThat(compare()).isFalse();
    system.advance(Duration.ofHours(-1));
    database.advance(Duration.ofHours(-1));
    assertThat(compare()).isTrue();
    assertThat(clock.instant()).isEqualTo(database.instant());
    assertThat(log())
        .singleElement(as(STRING))
        .startsWith("WARN The database's clock was set back by 3600000 ms")
        .endsWith("set due_at of the waiting rows to 0");
  }

  @Test
  void age_isUncertain_afterAJump_andWhileTheClocksAreDaysApart() {
    compare();
    assertThat(clock.isUncertain()).isFalse();
    database.advance(Duration.ofDays(31));
    compareAMinuteLater();
    assertThat(clock.isUncertain()).isTrue();
    compareAMinuteLater();
    compareAMinuteLater();
    assertThat(clock.isUncertain()).isTrue();
    database.advance(Duration.ofDays(-31));
    compareAMinuteLater();
    assertThat(clock.isUncertain()).isTrue();
    compareAMinuteLater();
    compareAMinuteLater();
    assertThat(clock.isUncertain()).isFalse();
  }

  @Test
  void clocks_areComparedAgain_whenTheDatabaseHasFailed() {
    database.advance(MINUTE);
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                clock.isChanged(
                    () -> {
                      throw new IllegalStateException();
                    }));
    assertThat(compare()).isTrue();
  }

  @Test
  void difference_isLogged_onceBeyondFiveSeconds_andWhenItChanges_orIsOver() {
    system.advance(Duration.ofSeconds(4));
    compareAMinuteLater();
    assertThat(log()).isEmpty();
    system.advance(Duration.ofSeconds(2));
    compareAMinuteLater();
    compareAMinuteLater();
    system.advance(Duration.ofMinutes(-10));
    compareAMinuteLater();
    system.set(database.instant());
    compareAMinuteLater();
    compareAMinuteLater();

    assertThat(log())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("WARN The system's clock is 6000 ms ahead of"),
            line -> assertThat(line).startsWith("WARN The system's clock is 594000 ms behind"),
            line -> assertThat(line).startsWith("INFO The system's clock agrees"));
  }

  private List<String> log() {
    return log.list.stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }

  private void compareAMinuteLater() {
    advance(MINUTE);
    compare();
  }

  private void advance(Duration time) {
    system.advance(time);
    database.advance(time);
    nanos += time.toNanos();
  }

  private boolean compare() {
    return clock.isChanged(
        () -> {
          asked++;
          return database.millis();
        });
  }
}
