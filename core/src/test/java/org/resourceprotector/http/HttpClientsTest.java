package org.resourceprotector.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class HttpClientsTest {

    @Test
    void ownClient_followsNoRedirectAndWaitsTwoSeconds() {
        HttpClient client = HttpClients.create(null);

        assertThat(client.followRedirects(), is(HttpClient.Redirect.NEVER));
        assertThat(client.connectTimeout().orElseThrow(), is(Duration.ofSeconds(2)));
        assertThat(client.version(), is(HttpClient.Version.HTTP_1_1));
    }

    @Test
    void ownClient_hasTheTlsThatItIsGiven() throws Exception {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, null, null);

        assertThat(HttpClients.create(tls).sslContext(), is(sameInstance(tls)));
        assertThat(HttpClients.create(null).sslContext(), is(not(sameInstance(tls))));
    }

    @Test
    void keptClientIsUsedAgain() {
        Supplier<HttpClient> kept = HttpClients.kept(null);

        assertThat(kept.get(), is(sameInstance(kept.get())));
    }
}
