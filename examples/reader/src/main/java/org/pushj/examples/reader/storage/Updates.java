package org.pushj.examples.reader.storage;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.pushj.Update;
import org.pushj.UpdateId;

/**
 * Stores the updates in the order of arrival. When it is full the oldest are removed. Used
 * concurrently by several threads.
 */
public interface Updates {
  /** How many updates are kept; some more for a while. */
  int MAX = 10_000;

  /**
   * Stores an update, if it is not stored already.
   *
   * @param then called as soon as the update is stored safely: before this returns, or once the
   *     current transaction is committed
   * @throws org.pushj.StoreException if it could not be stored
   */
  void add(Update update, Consumer<StoredUpdate> then);

  /**
   * Lists the newest updates, the newest last, without their contents.
   *
   * @param max how many at most
   * @throws org.pushj.StoreException if the updates cannot be read
   */
  List<StoredUpdate> newest(int max);

  /**
   * Finds an update by its id.
   *
   * @throws org.pushj.StoreException if the updates cannot be read
   */
  Optional<StoredUpdate> find(UpdateId id);

  /**
   * Finds the content of an update, which the caller must not change; empty if it is not, or no
   * longer, stored.
   *
   * @throws org.pushj.StoreException if the updates cannot be read
   */
  Optional<byte[]> content(UpdateId id);
}
