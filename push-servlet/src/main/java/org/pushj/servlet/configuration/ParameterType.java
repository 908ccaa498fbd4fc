package org.pushj.servlet.configuration;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pushj.SignatureAlgorithm;
import org.pushj.SubscriptionRequest;
import org.pushj.Urls;
import org.pushj.rewriting.PublicBase;
import org.pushj.spi.UrlPolicy;

/**
 * The type of an init parameter.
 *
 * @param allowed the allowed values, in words
 * @param parser parses a value, or throws an {@link IllegalArgumentException}
 * @param isSecret whether the value is shown nowhere
 */
public record ParameterType<T>(String allowed, Function<String, T> parser, boolean isSecret) {
  private static final Pattern GAP = Pattern.compile("[\\s,]+");

  public static final ParameterType<Boolean> FLAG =
      new ParameterType<>("true or false", ParameterType::parseFlag);
  static final ParameterType<Integer> POSITIVE =
      new ParameterType<>(
          "a whole number from 1 to " + Integer.MAX_VALUE,
          value -> atLeast(1, Integer.parseInt(value)));
  public static final ParameterType<Duration> SECONDS =
      new ParameterType<>(
          POSITIVE.allowed(), value -> Duration.ofSeconds(POSITIVE.parser().apply(value)));
  static final ParameterType<Duration> SECONDS_OR_ZERO =
      new ParameterType<>(
          "a whole number from 0 to " + Integer.MAX_VALUE,
          value -> Duration.ofSeconds(atLeast(0, Integer.parseInt(value))));
  static final ParameterType<Long> LARGE =
      new ParameterType<>(
          "a whole number from 1 to " + Long.MAX_VALUE,
          value -> atLeast(1L, Long.parseLong(value)));
  static final ParameterType<Double> RATE =
      new ParameterType<>("a number, such as 0.5", Double::valueOf);
  static final ParameterType<String> VISIBLE =
      new ParameterType<>("visible ASCII characters", ParameterType::parseVisible);
  public static final ParameterType<PublicBase> BASE =
      new ParameterType<>(
          "an http or https URL without user name, query and fragment",
          value -> new PublicBase(URI.create(value)));
  public static final ParameterType<URI> HUB =
      new ParameterType<>("an http or https URL without fragment", URI::create);
  static final ParameterType<UrlPolicy> HOSTS =
      new ParameterType<>(
          "one or more host names or addresses, each with a port if it is neither 80 nor 443,"
              + " separated by white space or commas",
          value -> UrlPolicy.publicAnd(GAP.split(value, -1)));
  static final ParameterType<List<SubscriptionRequest>> RESOURCES =
      new ParameterType<>(
          "one or more http or https URLs without user name, separated by white space or commas",
          value -> list(value, ParameterType::parseResource));
  static final ParameterType<SignatureAlgorithm> ALGORITHM =
      new ParameterType<>(
          Stream.of(SignatureAlgorithm.values())
              .map(SignatureAlgorithm::method)
              .collect(Collectors.joining(", ", "one of ", "")),
          ParameterType::parseAlgorithm);
  static final ParameterType<String> SECRET =
      new ParameterType<>("a text that is not empty", ParameterType::parseText, true);

  /** Makes the type of a parameter whose value may be shown. */
  public ParameterType(String allowed, Function<String, T> parser) {
    this(allowed, parser, false);
  }

  /**
   * Returns the type of a parameter that names an object.
   *
   * @param role what the object must be
   */
  public static <T> ParameterType<T> part(Parts parts, Class<T> role) {
    return new ParameterType<>(
        "a public class that implements %s and has a public no-argument constructor, or is a CDI bean, or the java: name of such an object"
            .formatted(role.getName()),
        name -> parts.find(name, role));
  }

  /** Returns the type of a parameter that names several objects. */
  public static <T> ParameterType<List<T>> parts(Parts parts, Class<T> role) {
    ParameterType<T> one = part(parts, role);
    return new ParameterType<>(
        "one or more, separated by white space or commas: " + one.allowed(),
        names -> list(names, one.parser()));
  }

  /** Parses a list whose elements are separated by white space or commas. */
  public static <T> List<T> list(String value, Function<String, T> parser) {
    return Stream.of(GAP.split(value, -1)).map(parser).toList();
  }

  private static boolean parseFlag(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static <N extends Comparable<N>> N atLeast(N least, N number) {
    if (number.compareTo(least) < 0) {
      throw new IllegalArgumentException("less than " + least);
    }
    return number;
  }

  private static String parseText(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    return value;
  }

  private static String parseVisible(String value) {
    if (!value.matches("[ -~]+")) {
      throw new IllegalArgumentException("empty, or has other characters");
    }
    return value;
  }

  private static SignatureAlgorithm parseAlgorithm(String value) {
    return SignatureAlgorithm.ofMethod(value)
        .orElseThrow(() -> new IllegalArgumentException("unknown"));
  }

  /** Fails with a cause, so that the message says which of several URLs it is. */
  private static SubscriptionRequest parseResource(String value) {
    try {
      URI resource = Urls.normalized("URL", value);
      Optional<String> problem = UrlPolicy.allowPrivate().refusal(resource);
      if (problem.isPresent()) {
        throw new IllegalArgumentException(problem.get());
      }
      return SubscriptionRequest.of(resource);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
