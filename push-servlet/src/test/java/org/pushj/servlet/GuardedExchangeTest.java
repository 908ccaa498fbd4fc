package org.pushj.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pushj.callback.CallbackExchange;

/** What becomes of an exchange that fails, and of the headers of a request. */
class GuardedExchangeTest {
  private final CallbackExchange exchange = mock(CallbackExchange.class);
  private final HttpServletRequest request = mock(HttpServletRequest.class);
  private final HeaderFields fields = new HeaderFields(request);
  private final List<Integer> sent = new ArrayList<>();

  @BeforeEach
  void script() {
    when(request.getHeaderNames()).thenReturn(Collections.enumeration(List.of("Link")));
    when(request.getHeaders("Link")).thenReturn(Collections.enumeration(List.of("<a>")));
  }

  @Test
  void exchange_isAbandonedOnce_whenItFailsToTakeContent() throws IOException {
    when(exchange.wantsContent()).thenReturn(true);
    doThrow(new OutOfMemoryError("in a test")).when(exchange).content(any(), anyInt(), anyInt());
    CallbackExchange guarded = open();
    guarded.content(new byte[1], 0, 1);
    verify(exchange, times(1)).abandon();
    assertThat(guarded.wantsContent()).isFalse();
    guarded.complete(answer -> sent.add(answer.status()));
    guarded.abandon();
    assertThat(sent).containsExactly(500);
    verify(exchange, times(1)).abandon();
    verify(exchange, never()).complete(any());
  }

  @Test
  void request_isAnswered500_whenItsExchangeCannotEvenBeAbandoned() throws IOException {
    doThrow(new IllegalStateException("in a test")).when(exchange).complete(any());
    doThrow(new IllegalStateException("in a test too")).when(exchange).abandon();
    open().complete(answer -> sent.add(answer.status()));
    assertThat(sent).containsExactly(500);
    verify(exchange, times(1)).abandon();
  }

  @Test
  void exchange_isAbandonedOnce_whenThatFails() {
    doThrow(new IllegalStateException("in a test")).when(exchange).abandon();
    CallbackExchange guarded = open();
    guarded.abandon();
    guarded.abandon();
    verify(exchange, times(1)).abandon();
  }

  @Test
  void headers_areNotCopied_whenNobodyReadsThem() throws IOException {
    CallbackExchange guarded = open();
    guarded.complete(answer -> sent.add(answer.status()));
    verifyNoInteractions(request);
  }

  @Test
  void headers_areKept_whenContentIsWanted() {
    when(exchange.wantsContent()).thenReturn(true);
    open().abandon();
    assertThat(fields.values("Link")).containsExactly("<a>");
  }

  private CallbackExchange open() {
    return GuardedExchange.open(unused -> exchange, null, fields);
  }
}
