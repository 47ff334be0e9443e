package org.resourceprotector.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class CappedBodyTest {

    private static final int CAP = 4;

    private final Source source = new Source();

    /** Writes down what the reader wants of it. */
    private static final class Source implements Flow.Subscription {

        private final List<String> wants = new ArrayList<>();

        @Override
        public void request(long n) {
            wants.add("request " + n);
        }

        @Override
        public void cancel() {
            wants.add("cancel");
        }
    }

    @Test
    void bodyOfTheCapIsRead_onePieceAfterTheOther() {
        CappedBody body = started(CAP);

        body.onNext(List.of(bytes("a"), bytes("bc")));
        body.onNext(List.of(bytes("d")));
        body.onComplete();

        assertThat(new String(whole(body).join(), UTF_8), is("abcd"));
        assertThat(source.wants, contains("request 1", "request 1", "request 1"));
    }

    @Test
    void oneByteMore_isHungUpOnAndNothingElseIsRead() {
        CappedBody body = started(0);
        body.onNext(List.of(bytes("abc")));
        body.onNext(List.of(bytes("d"), bytes("e"), bytes("f")));
        body.onNext(List.of(bytes("")));
        body.onComplete();

        assertThat(failure(body).getMessage(), is("answer longer than 4 bytes"));
        assertThat(source.wants, contains("request 1", "request 1", "cancel"));
    }

    @Test
    void announcedLengthBeyondTheCap_isHungUpOnBeforeTheFirstByte() {
        CappedBody body = started(CAP + 1);

        assertThat(failure(body).getMessage(), is("answer longer than 4 bytes"));
        assertThat(source.wants, contains("cancel"));
    }

    @Test
    void connectionThatBreaksIsAFailure() {
        CappedBody body = started(0);
        IOException broken = new IOException();

        body.onError(broken);

        assertThat(failure(body), is(sameInstance(broken)));
    }

    private CappedBody started(long announced) {
        CappedBody body = new CappedBody(CAP, announced);
        body.onSubscribe(source);
        return body;
    }

    private static CompletableFuture<byte[]> whole(CappedBody body) {
        return body.getBody().toCompletableFuture();
    }

    private static Throwable failure(CappedBody body) {
        return assertThrows(CompletionException.class, whole(body)::join).getCause();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
