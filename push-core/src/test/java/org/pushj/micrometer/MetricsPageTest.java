package org.pushj.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.pushj.publisher.Publisher;
import org.pushj.subscriber.Subscriber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page and the dashboard name the metrics that exist, and all of them; alerts some of them. */
class MetricsPageTest {
  private static final Logger log = LoggerFactory.getLogger(MetricsPageTest.class);
  private static final Path SITE = Path.of("..", "src-site");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(push\\.[a-z.]+)` \\| (\\w+)[^|]*\\|([^|]*)\\|");
  private static final Pattern CODE = Pattern.compile("`(\\w+)`");
  private static final Pattern EXPRESSION = Pattern.compile("(?m)^ +expr: (.+)$");
  private static final Pattern SERIES = Pattern.compile("\\b(push_\\w+)(?:\\{([^}]*)\\})?");
  private static final Pattern METRIC = Pattern.compile("\\bpush_\\w+");

  @Test
  void page_namesAllMetrics_withTheirTypesAndTags() throws IOException {
    Map<String, String> named = new TreeMap<>();
    ROW.matcher(Files.readString(SITE.resolve("markdown/metrics.md")))
        .results()
        .forEach(row -> named.put(row.group(1), row.group(2) + " " + tags(row.group(3))));
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (MeteredWorld world = new MeteredWorld(registry)) {
      world.liveThroughAll();
      Map<String, String> actual = new TreeMap<>();
      registry.getMeters().forEach(each -> actual.put(each.getId().getName(), described(each)));
      assertThat(named).isEqualTo(actual);
    }
  }

  @Test
  void sample_measuresSubscriberAndPublisher() {
    MeterRegistry registry = new SimpleMeterRegistry();
    URI callbackBase = URI.create("https://reader.example/push/");
    URI hub = URI.create("https://hub.example/");
    // START SNIPPET: bind
    PushMetrics metrics = new PushMetrics(registry);
    Subscriber subscriber =
        Subscriber.builder()
            .callbackBase(callbackBase)
            .listener(update -> log.info("{} changed", update.origin().topic()))
            .monitor(metrics)
            .build();
    Publisher publisher = Publisher.builder().hubs(hub).monitor(metrics).build();
    metrics.bind(subscriber).bind(publisher);
    // END SNIPPET: bind
    assertThat(registry.find("push.subscriptions").gauges()).isNotEmpty();
    assertThat(registry.find("push.pings.waiting").gauge()).isNotNull();
    metrics.close();
    subscriber.close();
    publisher.close();
  }

  @Test
  void dashboard_asksForMetricsThatExist_andForEachOfThem() throws IOException {
    List<String> queries = new ArrayList<>();
    Path dashboard = SITE.resolve("resources/grafana/push.json");
    addQueries(JsonParser.parseString(Files.readString(dashboard)), queries);
    assertThat(queries).hasSizeGreaterThan(15);
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (MeteredWorld world = new MeteredWorld(registry)) {
      world.liveThroughAll();
      String scrape = registry.scrape();
      Set<String> existing =
          METRIC
              .matcher(scrape.replaceAll("(?m)^#.*$", ""))
              .results()
              .map(MatchResult::group)
              .collect(Collectors.toSet());
      Set<String> asked = new TreeSet<>();
      assertThat(queries)
          .allSatisfy(
              query -> {
                Set<String> names =
                    METRIC
                        .matcher(query)
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.toSet());
                assertThat(names).as(query).isNotEmpty().isSubsetOf(existing);
                asked.addAll(names);
              });
      assertThat(registry.getMeters())
          .allSatisfy(
              each ->
                  assertThat(asked)
                      .anyMatch(name -> name.startsWith(each.getId().getName().replace('.', '_'))));
    }
  }

  @Test
  void alerts_askForSeriesThatExist_beforeTheFirstEvent() throws IOException {
    List<String> expressions =
        EXPRESSION
            .matcher(Files.readString(SITE.resolve("resources/prometheus/push-alerts.yml")))
            .results()
            .map(line -> line.group(1))
            .toList();
    assertThat(expressions).hasSizeGreaterThan(10);
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (MeteredWorld world = new MeteredWorld(registry)) {
      assertThat(world.listener.updates()).isEmpty();
      List<String> series = registry.scrape().lines().toList();
      for (String expression : expressions) {
        List<MatchResult> asked = SERIES.matcher(expression).results().toList();
        assertThat(asked).as(expression).isNotEmpty();
        for (MatchResult each : asked) {
          Pattern labels =
              Pattern.compile(
                  each.group(2) == null
                      ? ""
                      : "\\b" + each.group(2).replaceFirst("=~?\"(.*)\"", "=\"($1)\""));
          assertThat(series)
              .as(each.group())
              .anyMatch(
                  line -> line.matches(each.group(1) + "[{ ].*") && labels.matcher(line).find());
        }
      }
    }
  }

  private static void addQueries(JsonElement json, List<String> queries) {
    if (json.isJsonArray()) {
      json.getAsJsonArray().forEach(each -> addQueries(each, queries));
    } else if (json.isJsonObject()) {
      JsonObject object = json.getAsJsonObject();
      if (object.has("expr")) {
        queries.add(object.get("expr").getAsString());
      }
      object.asMap().values().forEach(each -> addQueries(each, queries));
    }
  }

  private static String described(Meter meter) {
    return meter.getId().getType().name().toLowerCase(Locale.ROOT)
        + " "
        + meter.getId().getTags().stream()
            .map(Tag::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> tags(String cell) {
    return CODE.matcher(cell)
        .results()
        .map(code -> code.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
