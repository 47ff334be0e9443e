package org.resourceprotector.keys;

/**
 * A time in which something is not done again. A clock that was put back ends it.
 *
 * @param since when it began, in milliseconds of the clock
 * @param length how long it lasts, in milliseconds
 */
record Backoff(long since, long length) {

    static final Backoff OVER = new Backoff(0, 0);

    boolean isOver(long now) {
        return now < since || now - since >= length;
    }

    long left(long now) {
        return isOver(now) ? 0 : length - (now - since);
    }
}
