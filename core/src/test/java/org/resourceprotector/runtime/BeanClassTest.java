package org.resourceprotector.runtime;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a container tells of a bean that is not made yet: its class if the container makes it, and nothing of a producer's. */
class BeanClassTest {

    /** How ArC describes a bean. */
    public interface Bean {

        /** The class that has the bean, or its producer. */
        Class<?> getBeanClass();

        /** What kind it is of. */
        Object getKind();
    }

    /** What ArC injects. */
    public interface ClientProxy {

        /** What describes the bean behind it. */
        @Nullable
        Bean arc_bean();
    }

    private static Bean bean(String kind) {
        return new Bean() {
            @Override
            public Class<?> getBeanClass() {
                return String.class;
            }

            @Override
            @SuppressWarnings("UnnecessaryStringBuilder") // an object that is no String, with the text of one
            public Object getKind() {
                return new StringBuilder(kind);
            }
        };
    }

    @Test
    void classOnArc_isToldForWhatIsNotProduced() {
        BeanClass arc = BeanClass.ofArc(ClientProxy.class);
        assertThat(arc.find((ClientProxy) () -> bean("CLASS")), sameInstance(String.class));
        assertThat(arc.find((ClientProxy) () -> bean("PRODUCER_METHOD")), is(nullValue()));
        assertThat(arc.find((ClientProxy) () -> null), is(nullValue()));
    }

    @Test
    void containerOfAnotherVersion_tellsNothing() {
        assertThat(BeanClass.ofArc(Runnable.class), is(nullValue()));
        assertThat(BeanClass.ofWeld(Runnable.class), is(nullValue()));
    }

    @Test
    void classOnWeld_isToldForWhatIsNotProduced() {
        EngineClasses weld = EngineClasses.of("""
            package org.jboss.weld.proxy;
            public interface WeldBean { Class<?> getBeanClass(); }
            """, """
            package org.jboss.weld.proxy;
            public class Metadata {
                private final WeldBean bean;
                public Metadata(WeldBean bean) { this.bean = bean; }
                public WeldBean getBean() { return bean; }
            }
            """, """
            package org.jboss.weld.bean;
            public class ManagedBean implements org.jboss.weld.proxy.WeldBean {
                public Class<?> getBeanClass() { return String.class; }
            }
            """, """
            package org.jboss.weld.bean;
            public class ProducerMethod extends ManagedBean {}
            """);
        BeanClass known = BeanClass.ofWeld(weld.get("org.jboss.weld.proxy.Metadata"));
        assertThat(known.find(metadata(weld, "ManagedBean")), sameInstance(String.class));
        assertThat(known.find(metadata(weld, "ProducerMethod")), is(nullValue()));
        assertThat(known.find(weld.make("org.jboss.weld.proxy.Metadata", (Object) null)), is(nullValue()));
    }

    private static Object metadata(EngineClasses weld, String bean) {
        return weld.make("org.jboss.weld.proxy.Metadata", weld.make("org.jboss.weld.bean." + bean));
    }
}
