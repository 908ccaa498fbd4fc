package org.pushj.servlet.configuration;

import jakarta.servlet.ServletContext;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import javax.naming.NamingException;
import org.pushj.servlet.values.Jndi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The objects that init parameters name: found in JNDI or CDI, or made. Also remembers how each
 * ends. Used by one thread at a time.
 */
public final class Parts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  private final ClassLoader loader;
  private final Deque<AutoCloseable> endings = new ArrayDeque<>();

  /** Finds classes by this loader. */
  public Parts(ClassLoader loader) {
    this.loader = loader;
  }

  /** Finds classes as an application does. */
  public static Parts of(ServletContext application) {
    return new Parts(
        Optional.ofNullable(Thread.currentThread().getContextClassLoader())
            .orElseGet(application::getClassLoader));
  }

  /**
   * Finds or makes an object.
   *
   * @param name a {@code java:} name, or that of a class
   * @param role what the object must be
   * @throws IllegalArgumentException if there is none, or it is something else
   */
  public <T> T find(String name, Class<T> role) {
    try {
      return name.startsWith(Jndi.SCHEME) ? role.cast(Jndi.lookUp(name)) : make(name, role);
    } catch (NamingException e) {
      throw new IllegalArgumentException("cannot look up " + name + ": " + e.getMessage(), e);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      Throwable reason = e instanceof InvocationTargetException ? e.getCause() : e;
      throw new IllegalArgumentException("cannot instantiate " + name + ": " + reason, e);
    }
  }

  private <T> T make(String name, Class<T> role) throws ReflectiveOperationException {
    Class<? extends T> type = Class.forName(name, true, loader).asSubclass(role);
    if (isCdiActive()) {
      return CdiParts.find(type, this);
    }
    T made = type.getConstructor().newInstance();
    if (made instanceof ExecutorService executor) {
      onClose(executor::shutdown);
    } else if (made instanceof AutoCloseable closeable) {
      onClose(closeable);
    }
    return made;
  }

  /** Remembers how something ends, once. What was added last ends first. */
  public void onClose(AutoCloseable ending) {
    if (endings.stream().noneMatch(each -> each == ending)) {
      endings.push(ending);
    }
  }

  /** Ends everything. What fails is logged, and keeps no other from its end. */
  @Override
  public void close() {
    while (!endings.isEmpty()) {
      try {
        endings.pop().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception | LinkageError e) {
        LOG.warn("A part of the subscriber failed to close", e);
      }
    }
  }

  private static boolean isCdiActive() {
    try {
      return CdiParts.isActive();
    } catch (LinkageError noSuchApi) {
      return false;
    }
  }
}
