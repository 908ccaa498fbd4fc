package org.pushj.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
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
    HeaderFields fields = new HeaderFields(request);
    assertThatThrownBy(fields::keep).hasMessageContaining("X-Own");
  }

  @Test
  void fields_areCopiedOnce_whenOneIsRead() {
    names("Link");
    values("Link", "<a>");
    HeaderFields fields = new HeaderFields(request);
    verifyNoInteractions(request);
    assertThat(fields.values("Link")).containsExactly("<a>");
    fields.end();
    assertThat(fields.values("link")).containsExactly("<a>");
    assertThat(fields.all().map()).hasSize(1);
    verify(request, times(1)).getHeaders("Link");
  }

  @Test
  void fields_cannotBeRead_whenTheRequestIsOver() {
    HeaderFields fields = new HeaderFields(request);
    fields.end();
    assertThatThrownBy(() -> fields.values("Link")).isInstanceOf(IllegalStateException.class);
    verifyNoInteractions(request);
  }

  @Test
  void names_areTooMany_whenThereIsOneMoreThanTheLimit() {
    names(numbered(HeaderFields.MAX_NAMES));
    assertThat(HeaderFields.areTooMany(request)).isFalse();
    names(numbered(HeaderFields.MAX_NAMES + 1));
    assertThat(HeaderFields.areTooMany(request)).isTrue();
    verify(request, never()).getHeaders(any());
  }

  private static String[] numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> "X-" + i).toArray(String[]::new);
  }

  private void names(String... names) {
    when(request.getHeaderNames()).thenReturn(Collections.enumeration(List.of(names)));
  }

  private void values(String name, String... values) {
    when(request.getHeaders(argThat(name::equalsIgnoreCase)))
        .thenAnswer(call -> Collections.enumeration(Arrays.asList(values)));
  }
}
