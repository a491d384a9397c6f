package io.ayni.connectors.channel.json;

/**
 * The requests of one connection that are not answered yet, in their order. Grows to what the connection needs and uses
 * its places again.
 */
final class ExchangeQueue {
    private static final int INITIAL_CAPACITY = 8;

    private Exchange[] places = newPlaces(INITIAL_CAPACITY);
    private long head = 1;
    private long tail = 1;

    int size() {
        return (int) (tail - head);
    }

    boolean isEmpty() {
        return head == tail;
    }

    /** @return a place at the end, for the next request. */
    Exchange add() {
        if (size() == places.length) {
            grow();
        }
        final Exchange exchange = places[index(tail)];
        exchange.begin(tail++);
        return exchange;
    }

    /** @return the request with this correlation id if its answer is still awaited, or null. */
    Exchange awaiting(final long correlationId) {
        if (correlationId < head || correlationId >= tail) {
            return null;
        }
        final Exchange exchange = places[index(correlationId)];
        return exchange.isDone() ? null : exchange;
    }

    /** @return the oldest request, or null. */
    Exchange peek() {
        return isEmpty() ? null : places[index(head)];
    }

    /** Takes the oldest request out. */
    void remove() {
        head++;
    }

    private void grow() {
        final Exchange[] larger = newPlaces(places.length * 2);
        for (long id = head; id < tail; id++) {
            larger[(int) (id & larger.length - 1)] = places[index(id)];
        }
        places = larger;
    }

    private int index(final long correlationId) {
        return (int) (correlationId & places.length - 1);
    }

    private static Exchange[] newPlaces(final int count) {
        final Exchange[] places = new Exchange[count];
        for (int i = 0; i < count; i++) {
            places[i] = new Exchange();
        }
        return places;
    }
}
