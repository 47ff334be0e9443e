package org.resourceprotector.contract;

/**
 * What an engine leaves behind when it refuses an application, for engine modules whose engine cannot start the next one
 * before that is gone. Found by {@link java.util.ServiceLoader}.
 */
public interface Leftovers {

    /** Removes it, if there is anything. */
    void remove();
}
