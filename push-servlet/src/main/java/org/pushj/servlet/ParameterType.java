package org.pushj.servlet;

import java.net.URI;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.pushj.SignatureAlgorithm;
import org.pushj.rewriting.PublicBase;

/**
 * The type of an init parameter.
 *
 * @param allowed the allowed values, in words
 * @param parser parses a value, or throws an {@link IllegalArgumentException}
 */
record ParameterType<T>(String allowed, Function<String, T> parser) {
  static final ParameterType<Boolean> FLAG =
      new ParameterType<>("true or false", ParameterType::parseFlag);
  static final ParameterType<Integer> POSITIVE =
      new ParameterType<>(
          "a whole number from 1 to " + Integer.MAX_VALUE, ParameterType::parsePositive);
  static final ParameterType<String> VISIBLE =
      new ParameterType<>("visible ASCII characters", ParameterType::parseVisible);
  static final ParameterType<PublicBase> BASE =
      new ParameterType<>(
          "an http or https URL without user name, query and fragment",
          value -> new PublicBase(URI.create(value)));
  static final ParameterType<List<URI>> HUBS =
      new ParameterType<>(
          "one or more http or https URLs without user name and fragment, separated by white space"
              + " or commas",
          ParameterType::parseHubs);
  static final ParameterType<SignatureAlgorithm> ALGORITHM =
      new ParameterType<>("sha1, sha256, sha384 or sha512", ParameterType::parseAlgorithm);

  /**
   * Returns the type of a parameter that names a class to instantiate.
   *
   * @param loader the loader of the class
   * @param role what the class must implement
   */
  static <T> ParameterType<T> instance(ClassLoader loader, Class<T> role) {
    return new ParameterType<>(
        "a public class that implements "
            + role.getName()
            + " and has a public no-argument constructor",
        name -> make(name, loader, role));
  }

  private static boolean parseFlag(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static int parsePositive(String value) {
    int number = Integer.parseInt(value);
    if (number < 1) {
      throw new IllegalArgumentException("less than 1");
    }
    return number;
  }

  private static String parseVisible(String value) {
    if (!value.matches("[ -~]+")) {
      throw new IllegalArgumentException("empty, or has other characters");
    }
    return value;
  }

  private static SignatureAlgorithm parseAlgorithm(String value) {
    return SignatureAlgorithm.ofMethod(value)
        .orElseThrow(() -> new IllegalArgumentException("not one of the four"));
  }

  private static List<URI> parseHubs(String value) {
    return LinkSettings.usable(Stream.of(value.split("[\\s,]+", -1)).map(URI::create).toList());
  }

  private static <T> T make(String name, ClassLoader loader, Class<T> role) {
    try {
      return Class.forName(name, true, loader).asSubclass(role).getConstructor().newInstance();
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      throw new IllegalArgumentException("cannot instantiate " + name, e);
    }
  }
}
