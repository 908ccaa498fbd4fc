package org.pushj.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests that no container makes, but filters of applications do. */
class HeaderFieldsTest {
  private final HttpServletRequest request = mock(HttpServletRequest.class);

  @Test
  void values_comeOnce_whenAFilterNamesTheirHeaderAgain() {
    names("Content-Encoding", "content-encoding", "Content-Encoding", "Link");
    values("Content-Encoding", "gzip");
    values("Link", "<a>", "<b>");
    HeaderFields fields = new HeaderFields(request);
    assertThat(fields.values("CONTENT-ENCODING")).containsExactly("gzip");
    assertThat(fields.values("link")).containsExactly("<a>", "<b>").isUnmodifiable();
    assertThat(fields.values("Other")).isEmpty();
    assertThat(fields.all().map()).hasSize(2).containsEntry("Link", List.of("<a>", "<b>"));
  }

  @Test
  void request_isRefusedAtOnce_whenAValueIsNull() {
    names("X-Own");
    values("X-Own", (String) null);
    assertThatThrownBy(() -> new HeaderFields(request)).hasMessageContaining("X-Own");
  }

  private void names(String... names) {
    when(request.getHeaderNames()).thenReturn(Collections.enumeration(List.of(names)));
  }

  private void values(String name, String... values) {
    when(request.getHeaders(argThat(name::equalsIgnoreCase)))
        .thenAnswer(call -> Collections.enumeration(Arrays.asList(values)));
  }
}
