package org.pushj.world;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isInterface;
import static net.bytebuddy.matcher.ElementMatchers.isMethod;
import static net.bytebuddy.matcher.ElementMatchers.isNative;
import static net.bytebuddy.matcher.ElementMatchers.isSynthetic;
import static net.bytebuddy.matcher.ElementMatchers.nameContains;
import static net.bytebuddy.matcher.ElementMatchers.nameMatches;
import static net.bytebuddy.matcher.ElementMatchers.not;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.AgentBuilder.RedefinitionStrategy;
import net.bytebuddy.agent.builder.ResettableClassFileTransformer;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.mockito.internal.PremainAttachAccess;

/**
 * Watches which classes of some rooms the calls of one thread enter, from another class of these
 * rooms or from elsewhere. A nested class is part of the one that it stands in. One at a time.
 */
public final class ClassEntries implements AutoCloseable {
  private static final Deque<String> STACK = new ArrayDeque<>();
  private static final List<String> ENTERED = new ArrayList<>();
  private static volatile @Nullable Thread watched;

  private final ResettableClassFileTransformer transformer;

  private ClassEntries(ResettableClassFileTransformer transformer) {
    this.transformer = transformer;
  }

  /** Watches the calls of the current thread into packages whose names match. */
  public static ClassEntries into(String packages) {
    ResettableClassFileTransformer transformer =
        new AgentBuilder.Default()
            .disableClassFormatChanges()
            .with(RedefinitionStrategy.RETRANSFORMATION)
            .type(
                nameMatches(packages + "\\.[^.]+").and(not(isInterface().or(nameContains("Test")))))
            .transform(
                (builder, type, loader, module, domain) ->
                    builder.visit(
                        Advice.to(Call.class)
                            .on(
                                isMethod()
                                    .and(not(isAbstract().or(isNative()).or(isSynthetic()))))))
            .installOn(PremainAttachAccess.getInstrumentation());
    STACK.clear();
    ENTERED.clear();
    watched = Thread.currentThread();
    return new ClassEntries(transformer);
  }

  /** Returns the entries since the last call of this, in order. */
  public List<String> take() {
    List<String> entries = List.copyOf(ENTERED);
    ENTERED.clear();
    return entries;
  }

  @Override
  public void close() {
    watched = null;
    transformer.reset(
        PremainAttachAccess.getInstrumentation(), RedefinitionStrategy.RETRANSFORMATION);
  }

  /** Called where a method begins. */
  public static void enter(String type) {
    if (Thread.currentThread() == watched) {
      String name = type.substring(type.lastIndexOf('.') + 1).replaceFirst("\\$.*", "");
      if (!name.equals(STACK.peek())) {
        ENTERED.add(name);
      }
      STACK.push(name);
    }
  }

  /** Called where a method ends. */
  public static void exit() {
    if (Thread.currentThread() == watched) {
      STACK.poll();
    }
  }

  /** What is put around each method. */
  private static final class Call {
    @Advice.OnMethodEnter
    static void enter(@Advice.Origin("#t") String type) {
      ClassEntries.enter(type);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit() {
      ClassEntries.exit();
    }
  }
}
