package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tests run on the version of Jakarta Persistence that the build names. */
@Tag("persistence-3.1")
class PersistenceVersionTest {
  @Test
  void version_isTheOneThatTheBuildNames() {
    boolean isNewer =
        Arrays.stream(EntityManager.class.getMethods())
            .anyMatch(method -> method.getName().equals("runWithConnection"));
    assertThat(isNewer ? "3.2.0" : "3.1.0").isEqualTo(System.getProperty("push.persistence"));
  }
}
