package org.resourceprotector.spring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.sameInstance;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Protectors that are beans of a parent context. */
class ParentContextTest {

    private static String refusal(Class<?>... ofTheParent) {
        try (AnnotationConfigApplicationContext parent = new AnnotationConfigApplicationContext(ofTheParent);
                AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
            child.setParent(parent);
            child.refresh();
            ProtectorBeans beans = new ProtectorBeans(child.getDefaultListableBeanFactory());
            return assertThrows(RefusedStartException.class, beans::find).getMessage();
        }
    }

    @Test
    void twoProtectorsOfTheParent_areNamed() {
        assertThat(
                refusal(ContextTest.First.class, ContextTest.Second.class),
                startsWith("the beans first and second are a ResourceProtector each"));
    }

    @Test
    void protectorOfTheParentThatIsMadeAnew_isRefused() {
        assertThat(refusal(ContextTest.Anew.class), startsWith("the bean anew is made anew for each who asks for it"));
    }

    @Test
    void protectorOfTheContextItself_makesThatOfTheParentCountForNothing() {
        try (AnnotationConfigApplicationContext parent =
                        new AnnotationConfigApplicationContext(ContextTest.Anew.class);
                AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
            child.setParent(parent);
            child.register(ContextTest.First.class);
            child.refresh();
            assertThat(
                    new ProtectorBeans(child.getDefaultListableBeanFactory()).find(),
                    sameInstance(child.getBean("first")));
        }
    }
}
