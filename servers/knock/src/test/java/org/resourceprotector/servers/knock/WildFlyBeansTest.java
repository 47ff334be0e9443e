package org.resourceprotector.servers.knock;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.matchesPattern;

import org.junit.jupiter.api.Test;

/** WARs with beans and EJBs on WildFly. */
class WildFlyBeansTest extends BeansContract {

    WildFlyBeansTest() {
        super("WildFly", new WildFly("wildfly-beans"));
    }

    @Override
    boolean findsInterfaces() {
        return true;
    }

    /** The protector is a bean, and nobody but the server knows the application when it is deployed. */
    @Test
    void ruleOfTheApplication_isInTheReport() {
        assertThat(log(), matchesPattern("(?s).*/bean/request/open +optional +Api\\b.*"));
    }
}
