package org.pushj.memory;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.UpdateInboxContract;

/** The contract of an inbox holds for one that has no methods for operators. */
class SmallInboxTest implements UpdateInboxContract {
  @Override
  public UpdateInbox inbox() {
    UpdateInbox inbox = new InMemoryUpdateInbox();
    return (UpdateInbox)
        Proxy.newProxyInstance(
            SmallInboxTest.class.getClassLoader(),
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
