package org.pushj.jpa.connections;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** The connection of an entity manager in a transaction. */
public final class ProviderConnection {
  private ProviderConnection() {}

  /** Returns null where the provider does not show its connection. */
  public static @Nullable Connection of(EntityManager entities) {
    try {
      Object provider = entities.getDelegate();
      ClassLoader classes = provider.getClass().getClassLoader();
      Class<?> session = Class.forName("org.hibernate.Session", false, classes);
      if (session.isInstance(provider)) {
        return ofHibernate(provider, session, classes);
      }
    } catch (ReflectiveOperationException e) {
      // It is another provider; or its connection fails, as its first statement will.
    }
    try {
      return entities.unwrap(Connection.class);
    } catch (PersistenceException e) {
      return null;
    }
  }

  /** Hibernate shows its connection to work that it runs. */
  private static Connection ofHibernate(Object provider, Class<?> session, ClassLoader classes)
      throws ReflectiveOperationException {
    Class<?> work = Class.forName("org.hibernate.jdbc.ReturningWork", false, classes);
    Method run = session.getMethod("doReturningWork", work);
    Object shown =
        Proxy.newProxyInstance(
            classes, new Class<?>[] {work}, (proxy, method, arguments) -> arguments[0]);
    return (Connection) run.invoke(provider, shown);
  }
}
