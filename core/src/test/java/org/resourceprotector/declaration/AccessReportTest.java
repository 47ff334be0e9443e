package org.resourceprotector.declaration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

class AccessReportTest {

    private final AccessReport report = AccessReport.silent();

    private static Method method(String name) throws NoSuchMethodException {
        return Object.class.getMethod(name);
    }

    @Test
    void pathsThatCallersInvent_leaveRoomForOtherMethods() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            report.addCalled(
                    new Endpoint("GET", "/r/" + "a/".repeat(i % 40) + i, null), Object.class, method("hashCode"));
        }
        Endpoint late = new Endpoint("GET", "/secret", null);
        report.addCalled(late, Object.class, method("toString"));

        assertThat(report.size(), is(lessThan(100)));
        assertThat(report.endpoints(), hasItem(late));
    }

    @Test
    void sameEndpoint_countsOnce() throws Exception {
        for (int i = 0; i < 50; i++) {
            report.addCalled(new Endpoint("GET", "/same", null), Object.class, method("hashCode"));
        }
        report.addCalled(new Endpoint("GET", "/other", null), Object.class, method("hashCode"));

        assertThat(report.endpoints(), hasSize(2));
    }
}
