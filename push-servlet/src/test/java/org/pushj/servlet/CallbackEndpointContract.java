package org.pushj.servlet;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a hub sees of the callback endpoint, over HTTP, in every container and however it was
 * deployed. The tests stand in the interfaces, by the sections of the requirements that they name.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class CallbackEndpointContract
    implements VerificationRequirements, DistributionRequirements, HardeningRequirements {
  private final Deployment deployment;
  private Container container;
  private Endpoint endpoint;

  CallbackEndpointContract(Deployment deployment) {
    this.deployment = deployment;
  }

  /**
   * Starts a container.
   *
   * @param folder an empty folder
   */
  abstract Container start(Path folder) throws Exception;

  @BeforeAll
  void deploy(@TempDir Path containerFolder, @TempDir Path folder) throws Exception {
    container = start(containerFolder);
    endpoint = new Endpoint(container, deployment.deploy(container, folder));
  }

  @AfterAll
  void end() throws Exception {
    if (endpoint != null) {
      endpoint.close();
    }
    if (container != null) {
      container.close();
    }
  }

  @Override
  public Endpoint endpoint() {
    return endpoint;
  }
}
