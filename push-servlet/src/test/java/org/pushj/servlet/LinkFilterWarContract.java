package org.pushj.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.example.blog.BlogServlet;
import org.junit.jupiter.api.Test;

/** The same in a WAR, with the static files that containers serve by themselves. */
abstract class LinkFilterWarContract extends LinkFilterContract {
  LinkFilterWarContract() {
    super(BlogDeployment::war);
  }

  @Test
  void file_hasLinks_onGetAndHead() throws Exception {
    HttpResponse<String> get = get("/feed.xml");
    assertThat(get.statusCode()).isEqualTo(200);
    assertThat(get.body()).isEqualTo(BlogDeployment.FEED);
    assertThat(get.headers().allValues("Link")).containsExactly(links("feed.xml"));

    HttpResponse<String> head = head("/feed.xml");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().allValues("Link")).containsExactly(links("feed.xml"));
    assertThat(head.headers().firstValueAsLong("Content-Length"))
        .hasValue(BlogDeployment.FEED.length());
  }

  @Test
  void file_hasLinks_whenItIsLarge() throws Exception {
    HttpResponse<String> get = get("/large.txt");
    assertThat(get.body().equals(BlogServlet.LINE.repeat(BlogServlet.MANY))).isTrue();
    assertThat(get.headers().allValues("Link")).containsExactly(links("large.txt"));
  }

  @Test
  void file_hasLinks_whenItHasNotChanged() throws Exception {
    String date = get("/feed.xml").headers().firstValue("Last-Modified").orElseThrow();
    HttpResponse<String> same = get("/feed.xml", "If-Modified-Since", date);
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.headers().allValues("Link")).containsExactly(links("feed.xml"));
  }

  @Test
  void file_hasLinks_whenAPartIsAskedFor() throws Exception {
    HttpResponse<String> part = get("/large.txt", "Range", "bytes=0-3");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("Gr\u00fc");
    assertThat(part.headers().allValues("Link")).containsExactly(links("large.txt"));
  }

  @Test
  void file_hasNoLinks_whenItIsNotThere() throws Exception {
    for (HttpResponse<String> answer : List.of(get("/missing.xml"), head("/missing.xml"))) {
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.headers().allValues("Link")).isEmpty();
    }
  }
}
