package org.pushj.tck;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * A store, inbox or queue without the methods for operators, in front of one that has them.
 *
 * @since 0.1
 */
public final class SmallPart {
  private SmallPart() {}

  /**
   * Returns a part that hands every call on to another, and implements one interface only.
   *
   * @param role the interface
   */
  public static <T> T of(Class<T> role, T part) {
    return role.cast(
        Proxy.newProxyInstance(
            SmallPart.class.getClassLoader(),
            new Class<?>[] {role},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(part, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
