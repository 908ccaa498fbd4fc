package org.pushj.hub;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pushj.HubException;
import org.pushj.time.Durations;

/** Reads the {@code Retry-After} of an answer (RFC 9110 section 10.2.3). */
final class RetryAfter {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,1000}");
  private static final BigInteger MAX_SECONDS =
      BigInteger.valueOf(HubException.MAX_RETRY_AFTER.toSeconds());

  /** The three date formats that RFC 9110 section 5.6.7 requires a recipient to accept. */
  private static final DateTimeFormatter DATE =
      new DateTimeFormatterBuilder()
          .appendOptional(DateTimeFormatter.RFC_1123_DATE_TIME)
          .appendOptional(DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.US))
          .appendOptional(DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US))
          .toFormatter(Locale.US);

  private RetryAfter() {}

  /**
   * Returns how long to wait, at most {@link HubException#MAX_RETRY_AFTER}.
   *
   * @param value the exact value of the header
   * @return empty if it is neither a number of seconds nor a date, or not in the future
   */
  static Optional<Duration> parse(String value, Instant now) {
    String text = value.strip();
    Optional<Duration> wait =
        SECONDS.matcher(text).matches()
            ? Optional.of(Duration.ofSeconds(new BigInteger(text).min(MAX_SECONDS).longValue()))
            : date(text).map(date -> Duration.between(now, date));
    return wait.filter(Durations::isPositive)
        .map(time -> Durations.shorter(time, HubException.MAX_RETRY_AFTER));
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text, DATE).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException noDate) {
      return Optional.empty();
    }
  }
}
