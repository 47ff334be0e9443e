package org.resourceprotector.spring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.resourceprotector.properties.KnownSettings;

/** What editors complete is what there is. */
class MetadataTest {

    @Test
    void everyPropertyIsDescribed() throws IOException, ParseException {
        TreeSet<Object> described = new TreeSet<>();
        try (InputStream file = ResourceProtectorAutoConfiguration.class
                .getClassLoader()
                .getResourceAsStream("META-INF/spring-configuration-metadata.json")) {
            String json = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            for (Map<String, Object> property :
                    JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(json), "properties")) {
                described.add(property.get("name"));
            }
        }

        TreeSet<Object> all = new TreeSet<>(KnownSettings.names());
        all.add(KnownSettings.PREFIX + KnownSettings.ISSUERS);
        assertThat(described, is(all));
    }
}
