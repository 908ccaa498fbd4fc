package org.pushj.examples.reader;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.pushj.Update;
import org.pushj.UpdateId;

/**
 * Keeps the updates, in the order of their coming. Where there are too many the oldest go. Used by
 * several threads at a time.
 */
interface Updates {
  /** How many updates are kept. */
  int MAX = 10_000;

  /**
   * Keeps an update, if it is not kept already.
   *
   * @param then hears of it as soon as it is safe: when this returns, or when the transaction that
   *     the thread is in is committed
   * @throws org.pushj.StoreException if it could not be kept
   */
  void add(Update update, Consumer<KeptUpdate> then);

  /**
   * Lists the newest updates, the newest last, without their contents.
   *
   * @param most how many at most
   * @throws org.pushj.StoreException if the updates cannot be read
   */
  List<KeptUpdate> newest(int most);

  /**
   * Finds an update by its id.
   *
   * @throws org.pushj.StoreException if the updates cannot be read
   */
  Optional<KeptUpdate> find(UpdateId id);

  /**
   * Finds the content of an update, not to be changed; empty if it is not, or no longer, kept.
   *
   * @throws org.pushj.StoreException if the updates cannot be read
   */
  Optional<byte[]> content(UpdateId id);
}
