package org.pushj.concurrent;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is made when it is first asked for. Safe for use by several threads: where they ask
 * at once, each may make it, and all of them get the same one.
 */
public final class Lazy<T> implements Supplier<T> {
  private final Supplier<? extends T> maker;
  private final AtomicReference<@Nullable T> made = new AtomicReference<>();

  /** Takes what makes the value, which must not be null. */
  public Lazy(Supplier<? extends T> maker) {
    this.maker = maker;
  }

  @Override
  public T get() {
    T known = made.get();
    if (known == null) {
      made.compareAndSet(null, maker.get());
      known = Objects.requireNonNull(made.get());
    }
    return known;
  }
}
