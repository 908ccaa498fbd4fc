package org.pushj.servlet;

import jakarta.servlet.ServletContainerInitializer;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A servlet container on a loopback port of its own. It has so few threads that an endpoint which
 * holds one per slow sender is soon deaf.
 */
interface Container extends AutoCloseable {
  /** How many threads there are for requests, at most. */
  int THREADS = 12;

  /** Returns the port, which is open before anything is deployed. */
  int port();

  /** Sets how long later connections may be idle. */
  void setIdleTimeout(Duration timeout);

  /** Deploys an application that registers its servlets in code. */
  void deploy(String contextPath, ServletContainerInitializer application) throws Exception;

  /**
   * Deploys a WAR.
   *
   * @throws Exception if the container says that the deployment has failed
   */
  void deploy(String contextPath, Path war) throws Exception;

  /** Undeploys a WAR, and returns the class loader that it had. */
  WeakReference<ClassLoader> undeploy(String contextPath) throws Exception;

  @Override
  void close();
}
