package org.resourceprotector.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;

import java.lang.ref.WeakReference;
import java.net.http.HttpClient;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PassingClientTest {

    private final AtomicInteger made = new AtomicInteger();
    private final PassingClient clients = new PassingClient(() -> {
        made.incrementAndGet();
        return HttpClients.create(null);
    });

    @Test
    void requestsAtTheSameTime_shareOneClient() {
        HttpClient client = clients.get();

        for (int i = 0; i < 1_000; i++) {
            assertThat(clients.get(), is(sameInstance(client)));
        }
        assertThat(made.get(), is(1));
        assertThat(HttpClients.passing(), is(sameInstance(HttpClients.passing())));
    }

    @Test
    void clientThatNobodyUses_isNotKept() {
        WeakReference<HttpClient> first = new WeakReference<>(clients.get());
        for (int i = 0; i < 20 && first.get() != null; i++) {
            System.gc();
        }

        assertThat(first.get() == null, is(true));
        assertThat(clients.get(), is(not(sameInstance(null))));
        assertThat(made.get(), is(2));
    }
}
