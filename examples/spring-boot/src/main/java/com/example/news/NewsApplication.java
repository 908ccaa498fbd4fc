package com.example.news;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application. */
@SpringBootApplication(proxyBeanMethods = false)
public class NewsApplication {

  /** Runs the application until the process is stopped. */
  public static void main(String[] arguments) {
    SpringApplication.run(NewsApplication.class, arguments);
  }
}
