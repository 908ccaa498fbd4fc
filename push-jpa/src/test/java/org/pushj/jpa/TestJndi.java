package org.pushj.jpa;

import java.lang.reflect.Proxy;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;

/** JNDI, while it is open. Names may be looked up, and nothing else. */
public final class TestJndi implements InitialContextFactory, AutoCloseable {
  private static final Map<String, Object> OBJECTS = new ConcurrentHashMap<>();

  public TestJndi() {}

  /** Opens it with these objects. */
  static TestJndi of(Map<String, ?> objects) {
    OBJECTS.putAll(objects);
    System.setProperty(Context.INITIAL_CONTEXT_FACTORY, TestJndi.class.getName());
    return new TestJndi();
  }

  @Override
  public Context getInitialContext(Hashtable<?, ?> environment) {
    return (Context)
        Proxy.newProxyInstance(
            TestJndi.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("lookup")) {
                throw new UnsupportedOperationException(method.getName());
              }
              Object found = OBJECTS.get(arguments[0].toString());
              if (found == null) {
                throw new NameNotFoundException(arguments[0] + " is not bound");
              }
              return found;
            });
  }

  @Override
  public void close() {
    OBJECTS.clear();
    System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
  }
}
