package com.example.news;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.pushj.UpdateListener;
import org.pushj.jpa.JpaSubscriptionStore;
import org.pushj.jpa.JpaUpdateInbox;
import org.pushj.jpa.PushSchema;
import org.pushj.jpa.transactions.SpringTransactionBoundary;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.micrometer.PushMetrics;
import org.pushj.servlet.PushCallbackServlet;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** The beans of push; the third is the {@link NewsListener}. */
@Configuration(proxyBeanMethods = false)
class PushConfiguration {

  @Bean
  PushMetrics pushMetrics(MeterRegistry registry) {
    return new PushMetrics(registry);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  Subscriber subscriber(
      @Value("${push.callback-base}") URI callbackBase,
      @Value("${push.allow-private:false}") boolean allowsPrivate,
      UpdateListener listener,
      PushMetrics metrics,
      DataSource dataSource,
      PlatformTransactionManager transactions,
      @Qualifier("applicationTaskExecutor") Executor executor) {
    PushSchema.create(dataSource);
    TransactionBoundary boundary = new SpringTransactionBoundary(transactions, executor);
    Subscriber subscriber =
        Subscriber.builder()
            .callbackBase(callbackBase)
            .urlPolicy(allowsPrivate ? UrlPolicy.allowPrivate() : UrlPolicy.publicOnly())
            .store(new JpaSubscriptionStore(boundary))
            .inbox(new JpaUpdateInbox(boundary))
            .listener(listener)
            .monitor(metrics)
            .build();
    metrics.bind(subscriber);
    return subscriber;
  }

  @Bean
  ServletRegistrationBean<PushCallbackServlet> push(Subscriber subscriber) {
    // Supports asynchronous requests by default.
    return new ServletRegistrationBean<>(new PushCallbackServlet(subscriber), "/push/*");
  }
}
