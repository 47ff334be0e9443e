package org.resourceprotector.http;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An HTTP client that gives no answer until a test lets a request fail. */
public final class HeldClient extends OfflineHttpClient {

    private final List<HttpRequest> requests = new ArrayList<>();
    private final List<CompletableFuture<?>> held = new ArrayList<>();

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        CompletableFuture<HttpResponse<T>> answer = new CompletableFuture<>();
        requests.add(request);
        held.add(answer);
        return answer;
    }

    public List<HttpRequest> requests() {
        return requests;
    }

    public void fail(int request) {
        fail(request, new IOException());
    }

    void fail(int request, Exception failure) {
        held.get(request).completeExceptionally(failure);
    }

    boolean isCancelled(int request) {
        return held.get(request).isCancelled();
    }
}
