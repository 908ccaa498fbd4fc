package org.pushj.servlet.values;

import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Looks names up in the namespace of the application. They come from its deployer alone. */
public final class Jndi {
  /** What all names begin with: other schemes lead to other machines. */
  public static final String SCHEME = "java:";

  private Jndi() {}

  /**
   * Returns what has a name.
   *
   * @throws NamingException if there is none
   */
  @SuppressWarnings("BanJNDI")
  public static Object lookUp(String name) throws NamingException {
    if (!name.startsWith(SCHEME)) {
      throw new NamingException("it must begin with " + SCHEME);
    }
    return InitialContext.doLookup(name);
  }
}
