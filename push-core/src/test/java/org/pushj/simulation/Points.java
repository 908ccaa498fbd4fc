package org.pushj.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.pushj.StoreException;

/**
 * Puts the calls of a shared store under the scheduler. Before and after each, others may continue,
 * the call may fail before or after its commit, and the machine may die; where nothing is changed
 * and nothing claimed, it stays alive, since otherwise most deaths would hit a poll that finds
 * nothing.
 */
final class Points {
  /** What looks at no data. */
  private static final Set<String> DIRECT = Set.of("clock", "isInTransaction", "afterCommit");

  private static final Set<String> CHANGES =
      Set.of("add", "replace", "remove", "complete", "putBack", "park", "requeue", "discard");

  private Points() {}

  private enum Kind {
    DIRECT,
    /** A default method, which calls others. */
    INHERITED,
    /** Calls the application back: the others go on meanwhile. */
    CALLS_BACK,
    LOOK,
    CHANGE
  }

  /** Returns the store as a machine sees it. */
  static <T> T around(Class<T> type, T store, Machine machine, World world) {
    Scheduler scheduler = world.scheduler;
    Journal journal = world.journal;
    Map<Method, Kind> kinds = new HashMap<>();
    InvocationHandler handler =
        (proxy, method, args) -> {
          Kind kind = kinds.get(method);
          if (kind == null) {
            kind = kind(store, method);
            kinds.put(method, kind);
          }
          if (kind == Kind.DIRECT) {
            return invoke(store, method, args);
          } else if (kind == Kind.INHERITED) {
            return InvocationHandler.invokeDefault(proxy, method, args);
          }
          boolean changes = kind == Kind.CHANGE || kind == Kind.CALLS_BACK;
          if (changes) {
            machine.point();
          } else {
            scheduler.pause();
          }
          Supplier<StoreException> failure = () -> failure(type, method, machine, world);
          if (world.storeFails()) {
            throw failure.get();
          }
          Object result =
              kind == Kind.CALLS_BACK
                  ? invoke(store, method, args)
                  : invokeAtOnce(scheduler, store, method, args);
          if (world.storeFails()) {
            throw failure.get();
          }
          if (changes) {
            journal.note(machine, type.getSimpleName() + "." + method.getName());
          }
          if (changes || (result instanceof Collection<?> claimed && !claimed.isEmpty())) {
            machine.point();
          } else {
            scheduler.pause();
          }
          return result;
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** Before the commit nothing was changed; after it, the caller cannot know. */
  private static StoreException failure(
      Class<?> type, Method method, Machine machine, World world) {
    String what = type.getSimpleName() + "." + method.getName();
    world.journal.note(machine, what + " fails");
    world.visited("store fails");
    return new StoreException(what + " failed; whether it was committed is unknown", null);
  }

  private static Kind kind(Object store, Method method) throws NoSuchMethodException {
    if (DIRECT.contains(method.getName()) || method.getDeclaringClass().equals(Object.class)) {
      return Kind.DIRECT;
    } else if (method.isDefault() && isInherited(store, method)) {
      return Kind.INHERITED;
    } else if (method.getName().equals("deliver")) {
      return Kind.CALLS_BACK;
    }
    return CHANGES.contains(method.getName()) ? Kind.CHANGE : Kind.LOOK;
  }

  private static boolean isInherited(Object store, Method method) throws NoSuchMethodException {
    return store
        .getClass()
        .getMethod(method.getName(), method.getParameterTypes())
        .getDeclaringClass()
        .isInterface();
  }

  /** A store in memory holds a lock while it asks what may be claimed now. */
  private static Object invokeAtOnce(
      Scheduler scheduler, Object store, Method method, Object[] args) throws Throwable {
    scheduler.hold();
    try {
      return invoke(store, method, args);
    } finally {
      scheduler.unhold();
    }
  }

  private static Object invoke(Object store, Method method, Object[] args) throws Throwable {
    try {
      return method.invoke(store, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
