#!/usr/bin/env bash
# Packages:  io.github.resilience4j:resilience4j-circuitbreaker 2.4.0, dev.failsafe:failsafe 3.3.2
# Behaviour: a call that began before the circuit breaker opened and succeeds late, while it is half
#            open, counts as a probe. Two such calls close the breaker although no probe has
#            answered yet (the only one sent is still pending). So do both libraries.
# Guess:     "Half open judges the calls that it let through itself; an older result is dropped."
# Seen:      OPEN, then HALF_OPEN with one probe pending, then CLOSED "after two old successes".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep io.github.resilience4j resilience4j-circuitbreaker 2.4.0; dep dev.failsafe failsafe 3.3.2
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import io.github.resilience4j.circuitbreaker.*;
import java.time.Duration;
import java.util.concurrent.*;

public class Probe {
    public static void main(String[] args) throws Exception {
        var wait = Duration.ofMillis(100);
        var breaker = CircuitBreaker.of("b", CircuitBreakerConfig.custom().slidingWindowSize(2).minimumNumberOfCalls(2)
            .failureRateThreshold(50).permittedNumberOfCallsInHalfOpenState(2).waitDurationInOpenState(wait).build());
        var slow = new CompletableFuture<String>();
        var failing = CompletableFuture.<String>failedFuture(new IllegalStateException());
        breaker.executeCompletionStage(() -> slow);
        breaker.executeCompletionStage(() -> slow);
        breaker.executeCompletionStage(() -> failing);
        breaker.executeCompletionStage(() -> failing);
        System.out.println("resilience4j after two failures: " + breaker.getState());
        Thread.sleep(200);
        breaker.executeCompletionStage(CompletableFuture<String>::new);
        System.out.println("resilience4j with one probe pending: " + breaker.getState());
        slow.complete("late");
        System.out.println("resilience4j after two old successes: " + breaker.getState());

        var other = dev.failsafe.CircuitBreaker.<String>builder().withFailureThreshold(2).withSuccessThreshold(2)
            .withDelay(wait).build();
        var failsafe = dev.failsafe.Failsafe.with(other);
        var late = new CompletableFuture<String>();
        var old = java.util.List.of(failsafe.getStageAsync(() -> late), failsafe.getStageAsync(() -> late));
        Thread.sleep(200);
        other.recordFailure();
        other.recordFailure();
        System.out.println("failsafe after two failures: " + other.getState());
        Thread.sleep(200);
        failsafe.getStageAsync(CompletableFuture<String>::new);
        Thread.sleep(200);
        System.out.println("failsafe with one probe pending: " + other.getState());
        late.complete("late");
        for (var call : old) call.get(5, TimeUnit.SECONDS);
        System.out.println("failsafe after two old successes: " + other.getState());
        System.exit(0);
    }
}
J
timeout 60 java -cp 'lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
resilience4j after two failures: OPEN
resilience4j with one probe pending: HALF_OPEN
resilience4j after two old successes: CLOSED
failsafe after two failures: OPEN
failsafe with one probe pending: HALF_OPEN
failsafe after two old successes: CLOSED
E
