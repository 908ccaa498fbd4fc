package org.pushj.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pushj.WebLink;
import org.pushj.spi.LinkHeaderParser;
import org.pushj.tck.LinkHeaderParserContract;

class Rfc8288LinkHeaderParserTest implements LinkHeaderParserContract {
  @Override
  public LinkHeaderParser linkHeaderParser() {
    return new Rfc8288LinkHeaderParser();
  }

  @Test
  void parser_readsBytesAsUtf8_whenTheyAreUtf8() {
    String utf8 =
        new String(
            "<https://t/ä>; rel=self".getBytes(StandardCharsets.UTF_8),
            StandardCharsets.ISO_8859_1);
    assertThat(ShownLinks.of(new Rfc8288LinkHeaderParser().parse(List.of(utf8), BASE)))
        .isEqualTo("https://t/%C3%A4 self");
    assertThat(
            ShownLinks.of(
                new Rfc8288LinkHeaderParser().parse(List.of("<https://t/ä>; rel=self"), BASE)))
        .isEqualTo("https://t/%C3%A4 self");
    assertThat(
            ShownLinks.of(
                new Rfc8288LinkHeaderParser().parse(List.of("<https://t/Ж>; rel=self"), BASE)))
        .isEqualTo("https://t/%D0%96 self");
  }

  @ParameterizedTest
  @MethodSource("org.pushj.tck.LinkHeaderParserContract#bombs")
  @DisplayName("B-03, SEC-4: of a header that is a bomb no more than the limit is kept")
  void parser_keepsTheLimit_whenTheHeaderIsABomb(String bomb) {
    assertThat(new Rfc8288LinkHeaderParser().parse(List.of(bomb), BASE))
        .hasSizeLessThanOrEqualTo(Rfc8288LinkHeaderParser.MAX_LINKS);
  }

  @Test
  void parser_stopsAtTheLimit_whenThereAreMoreLinks() {
    List<String> headers =
        IntStream.range(0, Rfc8288LinkHeaderParser.MAX_LINKS + 10)
            .mapToObj(i -> "<https://h/" + i + ">; rel=hub")
            .toList();
    List<WebLink> links = new Rfc8288LinkHeaderParser().parse(headers, BASE);
    assertThat(links).hasSize(Rfc8288LinkHeaderParser.MAX_LINKS);
    assertThat(links.get(Rfc8288LinkHeaderParser.MAX_LINKS - 1).target())
        .hasPath("/" + (Rfc8288LinkHeaderParser.MAX_LINKS - 1));
  }

  @Test
  @DisplayName("two links take no more memory than twice what their texts do")
  void parser_allocatesLittle_whenTheHeaderIsAsHubsSendIt() throws Exception {
    List<String> header = List.of("<https://h/>; rel=\"hub\", <https://t/feed>; rel=\"self\"");
    LinkHeaderParser parser = linkHeaderParser();
    assertThat(Allocated.bytes(2_000, () -> parser.parse(header, BASE)) / 2_000).isLessThan(1_248);
  }

  /** Commas, quotes, backslashes, and so on, 64 KiB of each, and of mixtures. */
  static Stream<String> hostileUnits() {
    return Stream.of(
        ",",
        "\"",
        "\\",
        "<",
        ">",
        ";",
        " ",
        "=",
        "<>",
        "<>;",
        "\",",
        "\\\"",
        "<x>;\"",
        "<x>;rel=\"",
        "<x>;rel=\"a\",",
        "<x>;rel=a;rel=\"b\\",
        "<x>;anchor=\"/\";rel=a,",
        "<x>;x=\"<\",");
  }

  @ParameterizedTest
  @MethodSource("hostileUnits")
  @DisplayName("B-03, SEC-4: twice as long a hostile header takes twice the memory")
  void parser_allocatesLinearly_whenTheHeaderIsHostile(String unit) throws Exception {
    long of64 = allocatedFor(unit, 1 << 16);
    long of128 = allocatedFor(unit, 1 << 17);
    assertThat(of128).isLessThan(2 * of64 + 10_000);
    assertThat(of128).isLessThan(200 << 17);
  }

  private long allocatedFor(String unit, int length) throws Exception {
    List<String> header = List.of(unit.repeat(length / unit.length()));
    LinkHeaderParser parser = linkHeaderParser();
    parser.parse(header, BASE);
    return Allocated.bytes(1, () -> parser.parse(header, BASE));
  }
}
