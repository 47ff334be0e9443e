package org.resourceprotector.keys;

/**
 * A time in which something is not done again. A clock that was put back ends it.
 *
 * @param since when it began, in milliseconds of the clock
 * @param length how long it lasts, in milliseconds
 */
record Pause(long since, long length) {

    static final Pause OVER = new Pause(0, 0);

    boolean isOver(long now) {
        return now < since || now - since >= length;
    }

    long left(long now) {
        return isOver(now) ? 0 : length - (now - since);
    }
}
