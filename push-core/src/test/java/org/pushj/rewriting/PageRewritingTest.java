package org.pushj.rewriting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.pushj.rewriting.Rewriting.LINKS;
import static org.pushj.rewriting.Rewriting.links;
import static org.pushj.rewriting.Rewriting.rewrite;

import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.TopicLinks;

/** Which links go where, in pages. In the documents {@code |} marks the place. */
class PageRewritingTest {
  private static final String HTML = "text/html;charset=utf-8";
  private static final String XHTML = "application/xhtml+xml";

  @DisplayName("PUB-1: the head of a page names its topic and its hubs, and discovery finds them")
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "<!DOCTYPE html><html lang=en><head>|<title>a</title></head><body>b",
        "<HTML><HEAD class='>'>|<TITLE>a</TITLE><BODY>b",
        "<!DOCTYPE html><html>|<title>a</title><body>b",
        "<!DOCTYPE html>|<title>a</title>b",
        "<!DOCTYPE html><!-- <head> --><html><!-- c --><head>|",
        "<!DOCTYPE html><html>|<body>b",
        "<!DOCTYPE html>|<p>b",
        "|text",
        "|",
        "<html>|",
        "<head>|</head>",
        "<head>|<title><head></title><script>'<head>'</script></head>",
        "<head><meta charset=utf-8>|<title>a</title>",
        "<head><title>a</title><META HTTP-EQUIV='Content-Type'"
            + " content='text/html'>|<style></style>",
        "<head>|<meta name=viewport><title>a</title><body><meta charset=utf-8>",
        "<head>|<link rel=stylesheet href=x><link rel=canonical href=y><link rel=hub>",
        "<head>|</head><body><link rel=hub href=x><link rel=self href=x></body>",
        "<head>|<template><link rel=hub href=x></template>",
        "<?xml version='1.0'?><!DOCTYPE html><html"
            + " xmlns='http://www.w3.org/1999/xhtml'><head>|<br>",
        "\uFEFF<!DOCTYPE html><html><head>|<title>\uD83D\uDE00</title>",
        "<html><head>|<title>a&copy;\r\n\uD83D\uDE00</title></head><frameset>"
      })
  void links_areInTheHead_whenThereWereNone(String page) {
    String rewritten = rewrite(page.replace("|", ""), HTML);
    assertThat(rewritten).isEqualTo(page.replace("|", LINKS));
    assertThat(Rewriting.discover(rewritten.getBytes(UTF_8), HTML))
        .isEqualTo(new TopicLinks(Rewriting.SELF, List.of(Rewriting.HUB, Rewriting.SECOND_HUB)));
    assertThat(rewrite(rewritten, HTML)).isEqualTo(rewritten);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "`<head>\n  <title>a</title>` ! `<head>\n  |\n  <title>a</title>`",
        "`<head>\r\n\r\n  <title>` ! `<head>\r\n\r\n  |\r\n\r\n  <title>`",
        "`<html>\n<p>` ! `<html>\n|\n<p>`",
        "`<html>\n<title>` ! `<html>\n|\n<title>`"
      })
  void links_standAsTheirNeighboursDo(String page, String expected) {
    String space = page.contains("\r") ? "\r\n  " : page.contains("  ") ? "\n  " : "\n";
    assertThat(rewrite(page, HTML)).isEqualTo(expected.replace("|", links("link", space)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "`<head><title>a</title>|<link rel=hub href=x><b>` ! `<head><title>a</title>|<b>`",
        "`<head>|<LINK\n HREF='>' REL=Self / ><style></style>` ! `<head>|<style></style>`",
        "`|<link rel=self href=x><link rel='hub preload' href=y><p>`"
            + " ! `|<link rel='preload' href=y><p>`",
        "`|<link href=x rel=\"self canonical\"><p>` ! `|<link href=x rel=\"canonical\"><p>`",
        "`<head></head>|<link rel=hub href=x><body>` ! `<head></head>|<body>`",
        "`<head>|<link rel=hub href=x><noscript><link rel=hub href=y></noscript>`"
            + " ! `<head>|<noscript></noscript>`",
        "`<head>|<noscript><link rel=hub href=y></noscript><title>a`"
            + " ! `<head>|<noscript></noscript><title>a`",
        "`<head>|<noscript>a<link rel=hub href=y></noscript>`"
            + " ! `<head>|<noscript>a<link rel=hub href=y></noscript>`",
        "`<head>|<link rel=hub href=x></head><body><link rel=hub href=y>`"
            + " ! `<head>|</head><body><link rel=hub href=y>`"
      })
  void links_takeThePlaceOfOldOnes(String page, String expected) {
    String rewritten = rewrite(page.replace("|", ""), HTML);
    assertThat(rewritten).isEqualTo(expected.replace("|", LINKS));
    assertThat(rewrite(rewritten, HTML)).isEqualTo(rewritten);
  }

  @Test
  void page_staysAsItIs_whenItSaysTheSameAlready() {
    String page =
        "<head><link rel=hub title=x href='https://hub.example/?x&y'><title>a</title>"
            + "<LINK rel=self href=https://me.example/feed?a=1&b=2>"
            + "<link rel=hub href=http://two.example/>";
    assertThat(rewrite(page, HTML)).isEqualTo(page);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "<html xmlns='http://www.w3.org/1999/xhtml'><head>|<title>a</title></head><body/></html>",
        "<?xml version='1.0'?>\n<!DOCTYPE html>\n<html xmlns='http://www.w3.org/1999/xhtml'><head>|"
            + "<link rel='hub'/></head><body>\n<br><p>not well-formed any more",
        "<html><head>|<title>no XHTML</head><br>",
        "<html xmlns='http://www.w3.org/1999/xhtml'><head>|<meta name=x></head><br>"
      })
  void links_areInTheHead_ofXhtmlAndWhatShouldBe(String page) {
    assertThat(rewrite(page.replace("|", ""), XHTML)).isEqualTo(page.replace("|", LINKS));
  }

  @Test
  void links_takeThePlaceOfOldOnes_whenDiscoveryReadsTheirTypesWrittenOut() {
    String page =
        "<html xmlns='http://www.w3.org/1999/xhtml'><head>|"
            + "<link rel='http://www.iana.org/assignments/relation/hub' href='x'/></head></html>";
    assertThat(rewrite(page.replace("|", ""), XHTML))
        .isEqualTo(page.replaceFirst("\\|<[^>]*>", LINKS));
  }

  @Test
  void links_haveThePrefixOfXhtml() {
    String page =
        "<h:html xmlns:h='http://www.w3.org/1999/xhtml'><h:head>|<h:title/></h:head></h:html>";
    assertThat(rewrite(page.replace("|", ""), XHTML))
        .isEqualTo(page.replace("|", links("h:link", "")));
    assertThat(rewrite("<html xmlns='http://www.w3.org/1999/xhtml'><head/><body/></html>", XHTML))
        .isEqualTo(
            "<html xmlns='http://www.w3.org/1999/xhtml'><head>" + LINKS + "</head><body/></html>");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "UTF-8, \u00fc\u65e5",
    "ISO-8859-1, \u00fc",
    "windows-1252, \u20ac",
    "UTF-16LE, \u00fc\u65e5",
    "Shift_JIS, \u65e5\u8868",
    "ISO-2022-JP, \u65e5",
    "GBK, \u65e5"
  })
  void encoding_staysAsItIs(String encoding, String text) {
    Charset charset = Charset.forName(encoding);
    String page = "<!--%s--><head><title>%1$s</title>|<link rel=hub href='%1$s'>".formatted(text);
    String named = HTML.replace("utf-8", encoding);
    assertThat(rewrite(page.replace("|", "").getBytes(charset), named))
        .isEqualTo(page.replaceFirst("\\|.*", LINKS).getBytes(charset));
    String meta = "<meta charset=" + encoding + ">" + page;
    if (!encoding.startsWith("UTF-16")) {
      assertThat(rewrite(meta.replace("|", "").getBytes(charset), "text/html"))
          .isEqualTo(meta.replaceFirst("\\|.*", LINKS).getBytes(charset));
    }
  }

  @Test
  void bytes_stayAsTheyAre_whenTheyAreNoCharacters() {
    String broken = new String(HexFormat.of().parseHex("FFC341ED"), Charset.forName("ISO-8859-1"));
    String page = "<head><title>" + broken + "</title>|<link rel=hub href=x>" + broken + "<p>";
    byte[] rewritten = rewrite(latin(page.replace("|", "")), HTML);
    assertThat(rewritten).isEqualTo(latin(page.replaceFirst("\\|<[^>]*>", LINKS)));
  }

  @Test
  void page_isCopiedToItsEnd_whenItIsLarge() {
    String head = "<head><style>" + "a{}\r\n".repeat(100_000) + "</style>|<link rel=hub href=x>";
    String page = head + "<title>a</title><body>" + "<p>\u00fc ".repeat(500_000);
    String rewritten = rewrite(page.replace("|", ""), HTML);
    assertThat(rewritten.equals(page.replaceFirst("\\|<[^>]*>", LINKS))).isTrue();
  }

  @Test
  void links_areAtTheTop_whenTheHeadIsLongerThanDiscoveryLooks() {
    String page = "<head>|<style>" + "a{}\n".repeat(1_000_000) + "</style><link rel=hub href=x>";
    assertThat(rewrite(page.replace("|", ""), HTML).equals(page.replace("|", LINKS))).isTrue();
  }

  private static byte[] latin(String text) {
    return text.getBytes(Charset.forName("ISO-8859-1"));
  }
}
