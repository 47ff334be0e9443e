package org.resourceprotector.cdi.wrong;

import jakarta.inject.Singleton;
import org.resourceprotector.Protected;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Controllers of Spring, and what is like one, as beans that tests hand to a container one by one. */
public final class Controllers {

    private Controllers() {}

    @Singleton
    @RestController
    public static class OfAMethod {
        @GetMapping
        @Protected("orders:read")
        public String get() {
            return "";
        }
    }

    @Singleton
    @RestController
    @Protected("orders:read")
    public static class OfAClass {
        @GetMapping
        public String get() {
            return "";
        }
    }

    @Singleton
    @RestController
    public static class WithAnotherMethod {
        @GetMapping
        @Protected("orders:read")
        public String get() {
            return "";
        }

        @Protected("orders:write")
        public void cancel() {}
    }

    @Singleton
    public static class WithoutController {
        @GetMapping
        @Protected("orders:read")
        public String get() {
            return "";
        }
    }
}
