package org.resourceprotector.nodes;

import org.resourceprotector.token.RevocationFeed;

/** The feed of one process, of which there is one for all. */
class InMemoryRevocationFeedTest implements RevocationFeedContract {

    private final RevocationFeed feed = RevocationFeed.inMemory();

    @Override
    public String name() {
        return "in memory";
    }

    @Override
    public RevocationFeed here() {
        return feed;
    }

    @Override
    public RevocationFeed there() {
        return feed;
    }

    @Override
    public RevocationFeed another() {
        return feed;
    }
}
