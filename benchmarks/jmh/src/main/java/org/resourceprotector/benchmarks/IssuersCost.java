package org.resourceprotector.benchmarks;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.resourceprotector.jwt.JwtIssuers;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.Verdict;

/**
 * What the number of issuers costs: the same number of tokens, of one issuer or of many, each with a key source of its own.
 * The first of them is the measure of the others.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
public class IssuersCost {

    private static final int TOKENS = 1_000;

    /** How many issuers there are. */
    @Param({"1", "10", "1000"})
    public int issuers;

    private TokenValidator seenBefore;
    private TokenValidator chain;
    private TokenValidator forgetful;
    private List<PresentedToken> tokens;
    private PresentedToken last;
    private PresentedToken foreign;
    private int next;

    /** Makes the issuers and their tokens, which come in no order. */
    @Setup
    public void prepare() {
        TokenPool pool = TokenPool.of("RS256");
        String keys = pool.jwkSet().toString();
        JwtValidator[] validators = new JwtValidator[issuers];
        for (int i = 0; i < issuers; i++) {
            validators[i] = JwtValidator.builder()
                    .issuer(issuer(i))
                    .audience(TokenPool.AUDIENCE)
                    .keys(KeySource.jwkSet(keys))
                    .build();
        }
        seenBefore = JwtIssuers.of(validators);
        chain = TokenValidator.chain(validators);
        JwtIssuers.Builder none = JwtIssuers.builder().cacheSize(0);
        for (JwtValidator validator : validators) {
            none.issuer(validator);
        }
        forgetful = none.build();
        tokens = new ArrayList<>();
        for (int i = 0; i < TOKENS; i++) {
            tokens.add(token(pool, issuer(i % issuers)));
        }
        last = tokens.get(issuers - 1);
        foreign = token(pool, "https://else.example.com");
        Collections.shuffle(tokens, new Random(1));
        tokens.forEach(this::check);
    }

    private static String issuer(int number) {
        return "https://as.example.com/tenants/" + number;
    }

    private static PresentedToken token(TokenPool pool, String issuer) {
        JWTClaimsSet claims = TokenPool.claims().issuer(issuer).build();
        return PresentedToken.bearer(pool.token(claims));
    }

    private void check(PresentedToken token) {
        if (!(seenBefore.validate(token) instanceof Verdict.Accepted)
                || !(chain.validate(token) instanceof Verdict.Accepted)
                || !(forgetful.validate(token) instanceof Verdict.Accepted)) {
            throw new IllegalStateException("not accepted");
        }
    }

    private PresentedToken next() {
        int index = next;
        next = index + 1 == tokens.size() ? 0 : index + 1;
        return tokens.get(index);
    }

    /** @return our verdict on tokens of all issuers that were seen before */
    @Benchmark
    public Verdict seenBefore() {
        return seenBefore.validate(next());
    }

    /** @return our verdict on one token of the last issuer that was seen before */
    @Benchmark
    public Verdict seenBeforeOfTheLast() {
        return seenBefore.validate(last);
    }

    /** @return the same, by validators side by side in a chain */
    @Benchmark
    public Verdict seenBeforeInAChain() {
        return chain.validate(last);
    }

    /** @return our verdict at first sight */
    @Benchmark
    public Verdict firstSight() {
        return forgetful.validate(next());
    }

    /** @return our verdict on a token of an issuer that is not known */
    @Benchmark
    public Verdict foreign() {
        return seenBefore.validate(foreign);
    }
}
