package org.pushj.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Set;

/**
 * Puts the calls of a shared store under the scheduler. Before and after each, others may continue,
 * and the machine may die; where nothing is changed and nothing claimed, it stays alive, since
 * otherwise most deaths would hit a poll that finds nothing.
 */
final class Points {
  /** What looks at no data. */
  private static final Set<String> DIRECT = Set.of("clock", "isInTransaction", "afterCommit");

  private static final Set<String> CHANGES =
      Set.of("add", "replace", "remove", "complete", "putBack", "park", "requeue", "discard");

  private Points() {}

  /** Returns the store as a machine sees it. */
  static <T> T around(
      Class<T> type, T store, Machine machine, Scheduler scheduler, Journal journal) {
    InvocationHandler handler =
        (proxy, method, args) -> {
          if (DIRECT.contains(method.getName())
              || method.getDeclaringClass().equals(Object.class)) {
            return invoke(store, method, args);
          }
          if (method.isDefault() && isInherited(store, method)) {
            return InvocationHandler.invokeDefault(proxy, method, args);
          }
          boolean changes = CHANGES.contains(method.getName());
          if (changes) {
            machine.point();
          } else {
            scheduler.pause();
          }
          Object result = invoke(store, method, args);
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

  private static boolean isInherited(Object store, Method method) throws NoSuchMethodException {
    return store
        .getClass()
        .getMethod(method.getName(), method.getParameterTypes())
        .getDeclaringClass()
        .isInterface();
  }

  private static Object invoke(Object store, Method method, Object[] args) throws Throwable {
    try {
      return method.invoke(store, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
