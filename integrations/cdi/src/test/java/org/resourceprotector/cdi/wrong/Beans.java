package org.resourceprotector.cdi.wrong;

import io.quarkus.arc.DefaultBean;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Qualifier;
import jakarta.inject.Singleton;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.cdi.CurrentToken;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.TokenValidator;

/** Beans that tests hand to a container one by one: those that must be refused, and those that are like them and must not. */
public final class Beans {

    private Beans() {}

    /** Whose tokens are its words. */
    public record Word(String getName, Set<String> scopes) implements AccessToken {

        @Override
        public String toString() {
            return "Word";
        }
    }

    static ResourceProtector anyWord() {
        return ResourceProtector.with(TokenValidator.lookup(text -> Optional.of(new Word(text, Set.of(text)))));
    }

    @ApplicationScoped
    public static class GoodProducer {
        @Produces
        @Singleton
        ResourceProtector protector() {
            return anyWord();
        }
    }

    @ApplicationScoped
    public static class SecondProducer {
        @Produces
        @Singleton
        ResourceProtector second = anyWord();
    }

    @ApplicationScoped
    public static class GivingWay {
        @Produces
        @Singleton
        @DefaultBean
        ResourceProtector givingWay() {
            return anyWord();
        }
    }

    /** Only beans.xml can select it. */
    @ApplicationScoped
    @Alternative
    public static class Selected {
        @Produces
        @Singleton
        ResourceProtector selected() {
            return anyWord();
        }
    }

    @ApplicationScoped
    public static class QualifiedProducer {
        @Produces
        @Singleton
        @Strict
        ResourceProtector strict() {
            return anyWord();
        }
    }

    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Strict {}

    /** With a qualifier, and the one that every bean without any has. */
    @ApplicationScoped
    public static class DefaultBesideQualifierProducer {
        @Produces
        @Singleton
        @Strict
        @Default
        ResourceProtector strict() {
            return anyWord();
        }
    }

    @ApplicationScoped
    @Alternative
    @Priority(1)
    public static class Replacing {
        @Produces
        @Singleton
        ResourceProtector replacing() {
            return ResourceProtector.builder()
                    .validator(TokenValidator.lookup(text -> Optional.empty()))
                    .realm("replaced")
                    .build();
        }
    }

    @ApplicationScoped
    public static class ProducerWithoutScope {
        @Produces
        ResourceProtector protector() {
            return anyWord();
        }
    }

    @ApplicationScoped
    public static class ApplicationScopedProducer {
        @Produces
        @ApplicationScoped
        ResourceProtector protector() {
            return anyWord();
        }
    }

    @ApplicationScoped
    public static class FailingProducer {
        @Produces
        @Singleton
        ResourceProtector protector() {
            throw new IllegalStateException("no database");
        }
    }

    @ApplicationScoped
    public static class NullProducer {
        @Produces
        @Singleton
        ResourceProtector protector() {
            return null;
        }
    }

    @ApplicationScoped
    public static class ValidatorOfARequest {
        @Produces
        @RequestScoped
        TokenValidator validator() {
            return TokenValidator.lookup(text -> Optional.empty());
        }
    }

    @RequestScoped
    public static class ListenerOfARequest implements ProtectionListener {}

    @ApplicationScoped
    public static class Listener implements ProtectionListener {}

    /** Needs the protector that needs it. */
    @Singleton
    public static class ListenerWithTheProtector implements ProtectionListener {
        @Inject
        ResourceProtector protector;
    }

    /** Asks for the protector when it hears of something. */
    @Singleton
    public static class ListenerThatAsks implements ProtectionListener {
        @Inject
        Instance<ResourceProtector> protector;

        @Override
        public void refused(Rejection rejection, ProtectedEndpoint endpoint) {
            protector.get().endpoints();
        }
    }

    @ApplicationScoped
    public static class ServiceMethod {
        @Protected("orders")
        public void cancel() {}
    }

    @ApplicationScoped
    @Protected("orders")
    public static class ServiceClass {
        public void cancel() {}
    }

    /** Inherits the annotation of what it implements. */
    public interface Cancels {
        @Protected("orders")
        void cancel();
    }

    @ApplicationScoped
    public static class ServiceOfAnInterface implements Cancels {
        @Override
        public void cancel() {}
    }

    /** Inherits a method as it is. */
    public abstract static class ServiceAbove {
        @Protected("orders")
        public void cancel() {}
    }

    @ApplicationScoped
    public static class ServiceBelow extends ServiceAbove {}

    /** What it makes is no bean by its class. */
    @ApplicationScoped
    public static class ServiceProducer {
        @Produces
        @Singleton
        ServiceAbove service() {
            return new ServiceAbove() {};
        }
    }

    /** What it makes is a client of the resource, or the resource. */
    @ApplicationScoped
    public static class ResourceProducer {
        @Produces
        @Singleton
        SubResourceBelow resource = new SubResourceBelow();
    }

    @Path("shop")
    @ApplicationScoped
    public static class OtherMethodOfAResource {
        @GET
        public String get() {
            return "ran";
        }

        @Protected("orders")
        public void cancel() {}
    }

    /** What is annotated has the name of the resource method, and other parameters. */
    @Path("overloaded")
    @ApplicationScoped
    public static class Overloaded {
        @GET
        @Path("{id}")
        public String get(@PathParam("id") String id) {
            return "ran";
        }

        @Protected("orders")
        public String get(Word word) {
            return "ran";
        }
    }

    /** A resource of anything. */
    public interface ResourceOf<T, E extends Comparable<E>> {
        @POST
        void put(T body);

        @PUT
        void putAll(T[] bodies, List<T> more);

        @DELETE
        void remove(E id);
    }

    /** Overrides what has other parameters in its text, and the same ones. */
    @Path("generic")
    @ApplicationScoped
    public static class GenericResource implements ResourceOf<Word, String> {
        @Override
        @Protected("orders")
        public void put(Word body) {}

        @Override
        @Protected("orders")
        public void putAll(Word[] bodies, List<Word> more) {}

        @Override
        @Protected("orders")
        public void remove(String id) {}
    }

    /** Overrides what nothing is said of. */
    @Path("overriding")
    @ApplicationScoped
    public static class OverridingResource implements Consumer<Word>, Supplier<String> {
        @Override
        @POST
        @Protected("orders")
        public void accept(Word word) {}

        @Override
        @GET
        @Protected("orders")
        public String get() {
            return "ran";
        }
    }

    /** A promise without an HTTP method. */
    public interface Promise {
        @Protected("orders")
        String get();
    }

    @Path("promise")
    @ApplicationScoped
    public static class Resource implements Promise {
        @Override
        @GET
        public String get() {
            return "ran";
        }
    }

    @ApplicationScoped
    public static class SubResource {
        @GET
        @Protected("orders")
        public String get() {
            return "ran";
        }
    }

    /** A rule for what is below. */
    @Protected("orders")
    public abstract static class Above {
        @GET
        public String get() {
            return "ran";
        }
    }

    @ApplicationScoped
    public static class SubResourceBelow extends Above {}

    @Protected
    @Dependent
    public static class BoundFilter implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {}
    }

    @ApplicationScoped
    public static class KeepsAToken {
        @Inject
        Word first;
    }

    /** Calls for the one below. */
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Kept {}

    /** Lives as long as the bean that it is for. */
    @Kept
    @Interceptor
    @Priority(1)
    public static class InterceptorWithAToken {
        @Inject
        Optional<AccessToken> first;

        @AroundInvoke
        Object around(InvocationContext call) throws Exception {
            return first.isPresent() ? call.proceed() : null;
        }
    }

    @Dependent
    public static class MayKeepAToken {
        private final Optional<AccessToken> first;

        @Inject
        MayKeepAToken(Optional<AccessToken> first) {
            this.first = first;
        }

        public Optional<AccessToken> first() {
            return first;
        }
    }

    @Path("all")
    @ApplicationScoped
    public static class ResourceOfAllRequests {
        @Inject
        Word word;

        @Inject
        Provider<Word> each;

        @GET
        @Protected
        public String get() {
            return word.getName();
        }
    }

    @Path("own")
    @RequestScoped
    public static class ResourceOfARequest {
        @Inject
        Word word;

        @GET
        @Protected
        public String get() {
            return word.getName();
        }
    }

    @RequestScoped
    public static class KeepsItsToken {
        @Inject
        Word word;

        @Inject
        Optional<Word> ifAny;
    }

    @RequestScoped
    @Path("asks")
    public static class AsksForTokens {
        @Inject
        Instance<Word> word;

        @Inject
        Provider<Optional<Word>> ifAny;

        @GET
        public String get() {
            return word.get().getName();
        }
    }

    @ApplicationScoped
    public static class OfAllRequests {
        @Inject
        AccessToken token;

        @Inject
        CurrentToken current;
    }

    @ApplicationScoped
    public static class KeepsWhatItAsksFor {
        @Inject
        Provider<Word> word;
    }

    /** An application's own way to its tokens is its own affair. */
    @ApplicationScoped
    public static class OwnWay {
        @Produces
        @Dependent
        Word word() {
            return new Word("own", Set.of());
        }

        /** Takes it from there. */
        @ApplicationScoped
        public static class Taker {
            @Inject
            Word word;

            public String name() {
                return word.getName();
            }
        }
    }

    /** Is not on the class path of a test. */
    public static final class Absent {}

    /** Of a library that has a method for another library. */
    public static class Foreign {

        public Absent absent() {
            return new Absent();
        }
    }

    public static class ForeignProducer {

        @Produces
        @Singleton
        Foreign foreign() {
            return new Foreign();
        }
    }
}
