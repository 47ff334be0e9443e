package org.resourceprotector.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Collects a body, and cancels as soon as it is longer than allowed. */
final class CappedBody implements BodySubscriber<byte[]> {

    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final int cap;
    private final long announced;
    private @Nullable Subscription subscription;

    CappedBody(int cap, long announced) {
        this.cap = cap;
        this.announced = announced;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Subscription offered) {
        subscription = offered;
        if (announced > cap) {
            hangUp(offered);
        } else {
            offered.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        Subscription source = subscription;
        if (source == null || whole.isDone()) {
            return;
        }
        for (ByteBuffer buffer : buffers) {
            if (buffer.remaining() > cap - received.size()) {
                hangUp(source);
                return;
            }
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            received.writeBytes(bytes);
        }
        source.request(1);
    }

    private void hangUp(Subscription source) {
        source.cancel();
        whole.completeExceptionally(FetchFailedException.unusable("answer longer than " + cap + " bytes"));
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        whole.complete(received.toByteArray());
    }
}
