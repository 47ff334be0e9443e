package org.resourceprotector.openapi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

/** What a server finds that scans for resources: it must be able to make it, without swagger-core, and gets nothing. */
class DocumentResourceTest {

    @Test
    void placeThatIsFoundByAScan_isEmpty() throws ReflectiveOperationException {
        DocumentResource found = DocumentResource.class.getConstructor().newInstance();
        assertThrows(NotFoundException.class, () -> found.document("json", null, null));
        assertThat(SwaggerDocument.class.isAnnotationPresent(Path.class), is(false));
    }

    @Test
    void placeThatIsFoundByAScan_needsNoSwagger() throws ReflectiveOperationException {
        assertThat(DocumentResource.class.getDeclaredFields().length, is(0));
        for (Method method : DocumentResource.class.getDeclaredMethods()) {
            for (Class<?> type : method.getParameterTypes()) {
                assertThat(type.getName(), not(startsWith("io.swagger.")));
            }
        }
    }
}
