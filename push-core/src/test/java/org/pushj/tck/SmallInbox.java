package org.pushj.tck;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.pushj.spi.UpdateInbox;

/**
 * An inbox without the methods for operators, in front of one that may have them.
 *
 * @since 0.1
 */
public final class SmallInbox {
  private SmallInbox() {}

  /** Returns an inbox that hands every call on to another, and is no more than an UpdateInbox. */
  public static UpdateInbox of(UpdateInbox inbox) {
    return (UpdateInbox)
        Proxy.newProxyInstance(
            SmallInbox.class.getClassLoader(),
            new Class<?>[] {UpdateInbox.class},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(inbox, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
