package org.pushj.examples.benchmarks.parsing;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.pushj.WebLink;
import org.pushj.discovery.Rfc8288LinkHeaderParser;
import org.pushj.spi.LinkHeaderParser;
import org.springframework.hateoas.Links;

/** Parses a {@code Link} header. */
@State(Scope.Benchmark)
public class LinkBenchmark {
  private static final URI BASE = URI.create("https://blog.example/feed.xml");

  /** Which header. */
  @Param public Header header;

  private final LinkHeaderParser parser = new Rfc8288LinkHeaderParser();

  /**
   * Parses it as push does when a listener asks for links. All but the first time its URLs have
   * come before, as those of a hub have; a header of new URLs takes four times as long.
   */
  @Benchmark
  public List<WebLink> push() {
    return parser.parse(List.of(header.text), BASE);
  }

  /** Parses it by Spring HATEOAS, which does not resolve targets. */
  @Benchmark
  public Links springHateoas() {
    return Links.parse(header.text);
  }

  /** Looks at each character once, and resolves nothing. */
  @Benchmark
  public List<OnePassScan.Link> onePass() {
    return OnePassScan.links(header.text);
  }

  /** What hubs and sites send. */
  public enum Header {
    /** A hub link and a self link, as W3C WebSub section 7 asks for. */
    TWO_LINKS("<https://hub.example/>; rel=\"hub\", <https://blog.example/feed.xml>; rel=\"self\""),

    /** Many links with many parameters. */
    TWENTY_LINKS(
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    "<https://blog.example/page/#>; rel=\"item\"; title=\"Page, number #\";"
                            .replace("#", String.valueOf(i))
                        + " type=\"text/html\"; hreflang=\"en\"; media=\"screen\"; name=\"page\"")
            .collect(Collectors.joining(", ")));

    private final String text;

    Header(String text) {
      this.text = text;
    }
  }
}
