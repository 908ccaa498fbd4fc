package org.pushj.servlet.configuration;

import jakarta.servlet.ServletException;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * An optional init parameter that sets something of a builder.
 *
 * @param name the name of the parameter
 * @param type what values it may have
 * @param setter sets a value
 */
record Setting<B, T>(String name, ParameterType<T> type, BiConsumer<B, T> setter) {

  /**
   * Sets what the parameters say.
   *
   * @return the builder
   * @throws ServletException if a parameter is invalid
   */
  static <B> B apply(List<Setting<B, ?>> settings, InitParameters parameters, B builder)
      throws ServletException {
    for (Setting<B, ?> each : settings) {
      each.apply(parameters, builder);
    }
    return builder;
  }

  private void apply(InitParameters parameters, B builder) throws ServletException {
    // The setter is a part of the parsing, since it checks the value too.
    parameters.optional(name, new ParameterType<>(type.allowed(), value -> set(builder, value)));
  }

  private T set(B builder, String value) {
    T parsed = type.parser().apply(value);
    setter.accept(builder, parsed);
    return parsed;
  }
}
