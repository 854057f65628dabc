// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PublisherRowsTest {
  private final List<Long> requests = new ArrayList<>();
  private int cancels;
  private final Flow.Subscription subscription =
      new Flow.Subscription() {
        @Override
        public void request(long rows) {
          requests.add(rows);
        }

        @Override
        public void cancel() {
          cancels++;
        }
      };

  @Test
  void asManyRowsAreAskedForAsThereIsRoomForAndMoreWhenHalfAreTaken() {
    try (PublisherRows<Integer> rows = new PublisherRows<>(10, () -> false)) {
      rows.onSubscribe(subscription);
      for (int i = 0; i < 10; i++) {
        rows.onNext(i);
      }
      for (int i = 0; i < 4; i++) {
        rows.next();
      }
      assertThat(requests).containsExactly(10L);

      rows.next();

      assertThat(requests).containsExactly(10L, 5L);
    }
  }

  @Test
  void aLargeChunkDoesNotMakeRoomForMoreThan256() {
    try (PublisherRows<Integer> rows = new PublisherRows<>(10_000, () -> false)) {
      rows.onSubscribe(subscription);

      assertThat(requests).containsExactly(256L);
    }
  }

  @Test
  @SuppressWarnings("NullAway") // what a publisher must not do
  void aNullIsToldToThePublisherAndToTheLoad() {
    try (PublisherRows<Integer> rows = new PublisherRows<>(10, () -> false)) {
      rows.onSubscribe(subscription);
      rows.onNext(1);

      assertThatThrownBy(() -> rows.onNext(null)).isInstanceOf(NullPointerException.class);

      assertThat(rows.next()).isEqualTo(1);
      assertThatThrownBy(rows::hasNext)
          .isInstanceOf(NullPointerException.class)
          .hasMessageContaining("signalled null");
    }
  }

  @Test
  void aFailureComesAfterTheRowsBeforeIt() {
    try (PublisherRows<Integer> rows = new PublisherRows<>(10, () -> false)) {
      rows.onSubscribe(subscription);
      rows.onNext(1);
      rows.onError(new IOException("cut off"));

      assertThat(rows.next()).isEqualTo(1);
      assertThatThrownBy(rows::hasNext)
          .isInstanceOf(CompletionException.class)
          .hasRootCauseMessage("cut off");
    }
  }

  @Test
  void aSecondSubscriptionAndOneThatComesTooLateAreCancelled() {
    PublisherRows<Integer> rows = new PublisherRows<>(10, () -> false);
    rows.onSubscribe(subscription);
    rows.onSubscribe(subscription);
    assertThat(cancels).isEqualTo(1);

    rows.close();
    assertThat(cancels).isEqualTo(2);
    rows.onSubscribe(subscription);
    assertThat(cancels).isEqualTo(3);
    assertThat(requests).containsExactly(10L);
  }

  @Test
  void whoWaitsIsLetGoWhenTheLoadIsCancelled() {
    try (PublisherRows<Integer> rows = new PublisherRows<>(10, () -> true)) {
      rows.onSubscribe(subscription);

      assertThat(rows.hasNext()).isFalse();
      assertThat(rows.gaveUp()).isTrue();
    }
  }
}
