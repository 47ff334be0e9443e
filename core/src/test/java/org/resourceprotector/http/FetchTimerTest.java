package org.resourceprotector.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.resourceprotector.enforcement.ThrowawayLoader;
import org.resourceprotector.enforcement.ThrowawayLoader.Dropped;

class FetchTimerTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final FetchTimer timer = new FetchTimer();

    @Test
    void futureThatIsLate_fails() {
        CompletableFuture<String> late = new CompletableFuture<>();

        timer.expire(late, "https://as.example", Duration.ofMillis(1), () -> {});

        ExecutionException e = assertThrows(ExecutionException.class, () -> late.get(30, SECONDS));
        assertThat(e.getCause(), is(instanceOf(FetchFailedException.class)));
        assertThat(e.getCause().getCause(), is(instanceOf(TimeoutException.class)));
    }

    @Test
    void futureThatIsDone_staysAsItIs() throws Exception {
        CompletableFuture<String> late = new CompletableFuture<>();
        CompletableFuture<String> done = new CompletableFuture<>();
        done.complete("in time");
        timer.expire(done, "https://as.example", Duration.ofMillis(1), () -> {});
        timer.expire(late, "https://as.example", Duration.ofMillis(2), () -> {});

        assertThrows(ExecutionException.class, () -> late.get(30, SECONDS));
        assertThat(done.get(), is("in time"));
    }

    @Test
    void threadEnds_onceAllFuturesAreDone() {
        Set<Thread> before = timers();
        CompletableFuture<String> future = new CompletableFuture<>();
        timer.expire(future, "https://as.example", LONG, () -> {});
        Set<Thread> started = timers();
        started.removeAll(before);
        assertThat(started, is(not(empty())));
        for (Thread thread : started) {
            assertThat(thread.isDaemon(), is(true));
            assertThat(thread.getContextClassLoader(), is(ClassLoader.getPlatformClassLoader()));
        }

        future.complete("done");

        Await.until("the thread ended", () -> Collections.disjoint(timers(), started));
    }

    private static Set<Thread> timers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("resource-protector-timer"))
                .collect(Collectors.toSet());
    }

    /** Times a future, as part of an application that is thrown away. */
    public static final class Application implements Runnable {

        private final FetchTimer timer = new FetchTimer();

        @Override
        public void run() {
            CompletableFuture<String> future = new CompletableFuture<>();
            timer.expire(future, "https://as.example", LONG, () -> {});
            future.complete("done");
        }
    }

    @Test
    void applicationThatUsedATimer_isNotKeptAlive() throws Exception {
        assertThat(useAndDrop().isCollected(), is(true));
    }

    private static Dropped useAndDrop() throws ReflectiveOperationException {
        ClassLoader loader = new ThrowawayLoader(name -> name.startsWith("org.resourceprotector."));
        Class<?> application = Class.forName(Application.class.getName(), true, loader);
        assertThat(application, is(not(sameInstance(Application.class))));
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            ((Runnable) application.getConstructor().newInstance()).run();
        } finally {
            thread.setContextClassLoader(before);
        }
        return new Dropped(loader);
    }
}
