package org.pushj.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.spi.ObjectFactory;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ContextEnvironment;
import org.apache.tomcat.util.descriptor.web.ContextResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.UpdateListener;
import org.pushj.subscriber.Subscriber;
import org.pushj.subscriber.SubscriberBuilder;
import org.pushj.subscriber.SubscriberConfigurer;

/** Objects and values that init parameters take from JNDI. */
@Tag("tomcat")
class TomcatJndiTest {
  private static final Logger LOG = Logger.getLogger("org.apache");

  @TempDir Path base;

  private final Tomcat tomcat = new Tomcat();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final AtomicReference<ServletContext> servlets = new AtomicReference<>();

  @BeforeEach
  void start() throws Exception {
    LOG.setLevel(Level.WARNING);
    tomcat.setBaseDir(base.toString());
    tomcat.getHost().setAppBase(Files.createDirectory(base.resolve("webapps")).toString());
    tomcat.setPort(0);
    tomcat.enableNaming();
    tomcat.start();
    parameters.put("callbackBase", "jndi:java:comp/env/push/callbackBase");
    parameters.put("leaseSeconds", "jndi:java:comp/env/push/lease");
    parameters.put("listener", "java:comp/env/push/listener");
    parameters.put("configurer", Seen.class.getName());
    Seen.values.set(Map.of());
  }

  @AfterEach
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void partsAndValues_comeFromJndi() throws Exception {
    deploy();
    assertThat(servlets.get().getAttribute(PushCallbackServlet.SUBSCRIBER))
        .isInstanceOf(Subscriber.class);
    assertThat(Seen.values.get())
        .containsEntry("callbackBase", "https://reader.example/push/")
        .containsEntry("leaseSeconds", "86400");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "executor, java:comp/env/push/listener, cannot instantiate",
    "executor, java:comp/env/push/nothing, cannot look up java:comp/env/push/nothing",
    "userAgent, jndi:java:comp/env/push/listener, neither text nor a number"
  })
  void servlet_isNotInService_whenJndiHasNoneOrAnother(String name, String value, String problem) {
    parameters.put(name, value);
    try (TomcatFailures failures = new TomcatFailures()) {
      deploy();
      assertThat(servlets.get().getAttribute(PushCallbackServlet.SUBSCRIBER)).isNull();
      assertThat(failures.all()).anySatisfy(failure -> assertThat(failure).contains(name, problem));
    }
  }

  private void deploy() {
    StandardContext context = new StandardContext();
    context.setName("");
    context.setPath("");
    context.addLifecycleListener(new Tomcat.FixContextListener());
    context.getNamingResources().addResource(listener());
    context.getNamingResources().addEnvironment(text("https://reader.example/push/"));
    ContextEnvironment lease = new ContextEnvironment();
    lease.setName("push/lease");
    lease.setType(Integer.class.getName());
    lease.setValue("86400");
    context.getNamingResources().addEnvironment(lease);
    context.addServletContainerInitializer(
        (classes, application) -> {
          servlets.set(application);
          ServletRegistration.Dynamic push =
              application.addServlet("push", new PushCallbackServlet());
          push.addMapping("/push/*");
          push.setLoadOnStartup(1);
          push.setInitParameters(parameters);
        },
        Set.of());
    tomcat.getHost().addChild(context);
  }

  private static ContextResource listener() {
    ContextResource listener = new ContextResource();
    listener.setName("push/listener");
    listener.setType(UpdateListener.class.getName());
    listener.setProperty("factory", Listeners.class.getName());
    return listener;
  }

  private static ContextEnvironment text(String value) {
    ContextEnvironment text = new ContextEnvironment();
    text.setName("push/callbackBase");
    text.setType(String.class.getName());
    text.setValue(value);
    return text;
  }

  /** Makes the listener that is in JNDI. */
  public static final class Listeners implements ObjectFactory {
    public Listeners() {}

    @Override
    public Object getObjectInstance(
        Object reference, Name name, Context context, Hashtable<?, ?> environment) {
      UpdateListener listener = update -> {};
      return listener;
    }
  }

  /** Shows the values. */
  public static final class Seen implements SubscriberConfigurer {
    static final AtomicReference<Map<String, String>> values = new AtomicReference<>();

    public Seen() {}

    @Override
    public Set<String> parameters() {
      return Set.of();
    }

    @Override
    public void configure(SubscriberBuilder builder, Map<String, String> parameters) {
      values.set(parameters);
    }
  }
}
