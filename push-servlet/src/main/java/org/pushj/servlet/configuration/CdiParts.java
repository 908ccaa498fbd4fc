package org.pushj.servlet.configuration;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.Unmanaged;

/** Finds parts in CDI. Loaded only where its API may be there, which is optional. */
final class CdiParts {
  private CdiParts() {}

  /**
   * Tells whether this application has CDI.
   *
   * @throws LinkageError if there is no API of CDI
   */
  static boolean isActive() {
    try {
      return CDI.current().getBeanManager() != null;
    } catch (IllegalStateException noContainer) {
      return false;
    }
  }

  /**
   * Returns the bean of a type, with any qualifier. A class that is no bean is made by CDI all the
   * same, so that it gets what it wants injected.
   *
   * @param parts learns how the object ends, if it belongs to nobody else
   * @throws RuntimeException if there are several beans, or making one failed
   */
  static <T> T find(Class<T> type, Parts parts) {
    Instance<T> beans = CDI.current().select(type, Any.Literal.INSTANCE);
    if (beans.isUnsatisfied()) {
      Unmanaged.UnmanagedInstance<T> made =
          new Unmanaged<>(CDI.current().getBeanManager(), type).newInstance();
      T instance = made.produce().inject().postConstruct().get();
      parts.onClose(() -> made.preDestroy().dispose());
      return instance;
    }
    Instance.Handle<T> handle = beans.getHandle();
    T instance = handle.get();
    if (handle.getBean().getScope() == Dependent.class) {
      parts.onClose(handle);
    }
    return instance;
  }
}
