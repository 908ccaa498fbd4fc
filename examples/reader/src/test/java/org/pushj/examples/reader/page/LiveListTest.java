package org.pushj.examples.reader.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pushj.Subscription;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.tck.SubscriptionBuilder;

class LiveListTest {
  private final InMemorySubscriptionStore store = new InMemorySubscriptionStore();

  @Test
  void list_isReadOnce_untilSomethingChanges() {
    Subscription one = add("https://blog.example/1");
    LiveList list = read(SubscriptionQuery.all());
    assertThat(list.takeDue()).isFalse();
    list.changed(one);
    assertThat(list.takeDue()).isTrue();
    list.refresh();
    assertThat(list.takeDue()).isTrue();
  }

  @Test
  void change_isNone_whenTheSubscriptionIsOnAnotherPage() {
    List<Subscription> all =
        IntStream.rangeClosed(0, Listing.MAX + 1)
            .mapToObj(i -> add("https://blog.example/" + i))
            .toList();
    LiveList first = read(SubscriptionQuery.all());
    LiveList second = read(SubscriptionQuery.all().after(all.get(Listing.MAX - 1)));
    first.changed(all.get(Listing.MAX));
    second.changed(all.get(Listing.MAX - 1));
    assertThat(first.takeDue()).isFalse();
    assertThat(second.takeDue()).isFalse();
    first.changed(all.get(Listing.MAX - 1));
    second.changed(all.get(Listing.MAX));
    assertThat(first.takeDue()).isTrue();
    assertThat(second.takeDue()).isTrue();
  }

  @Test
  void newSubscription_isAChange_whereItIsLookedFor() {
    add("https://blog.example/1");
    LiveList all = read(SubscriptionQuery.all());
    LiveList found = read(SubscriptionQuery.all().withText("BLOG.example"));
    LiveList notFound = read(SubscriptionQuery.all().withText("news.example"));
    Subscription added = add("https://blog.example/2");
    for (LiveList list : List.of(all, found, notFound)) {
      list.changed(added);
    }
    assertThat(all.takeDue()).isTrue();
    assertThat(found.takeDue()).isTrue();
    assertThat(notFound.takeDue()).isFalse();
  }

  @Test
  void list_isSentAgain_whenItDiffersOrABrowserComes() {
    LiveList list = new LiveList(SubscriptionQuery.all());
    Listing listing = Listing.read(store, list.query());
    assertThat(list.show(listing, "a")).isTrue();
    assertThat(list.show(listing, "a")).isFalse();
    assertThat(list.show(listing, "b")).isTrue();
    list.sendAgain();
    assertThat(list.show(listing, "b")).isTrue();
  }

  private LiveList read(SubscriptionQuery query) {
    LiveList list = new LiveList(query);
    assertThat(list.takeDue()).isTrue();
    list.show(Listing.read(store, query), "");
    return list;
  }

  private Subscription add(String topic) {
    Subscription subscription = SubscriptionBuilder.active().topic(topic).build();
    assertThat(store.add(subscription)).isTrue();
    return subscription;
  }
}
