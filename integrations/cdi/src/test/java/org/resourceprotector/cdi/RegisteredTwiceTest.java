package org.resourceprotector.cdi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Feature;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.cdi.shop.Orders;
import org.resourceprotector.cdi.shop.Protection;

/** A protector that is a bean, and that the application registers, too. */
class RegisteredTwiceTest {

    private static ResourceProtector bean() {
        return CDI.current().select(ResourceProtector.class).get();
    }

    private static final class Api extends Application {

        private final Feature feature = context -> bean().configure(context);

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Orders.class);
        }

        @Override
        @SuppressWarnings("deprecation")
        public Set<Object> getSingletons() {
            return Set.of(feature);
        }
    }

    @Test
    void itCountsOnce() {
        try (Server server = Server.withAllBeans(new Api())) {
            assertThat(server.get("/orders").statusCode(), is(401));
            int before = Protection.LOOKED_UP.get();
            assertThat(server.with("ada.orders", "/orders").body(), is("ada ada"));
            assertThat(Protection.LOOKED_UP.get(), is(before + 1));
            assertThat(bean().endpoints().size(), is(3));
        }
    }
}
