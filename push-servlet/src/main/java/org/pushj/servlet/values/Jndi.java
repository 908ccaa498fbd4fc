package org.pushj.servlet.values;

import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Looks up names in the namespace of the application. Only its deployer determines them. */
public final class Jndi {
  /** The prefix of all names: other schemes lead to other hosts. */
  public static final String SCHEME = "java:";

  private Jndi() {}

  /**
   * Returns the object with a name.
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
