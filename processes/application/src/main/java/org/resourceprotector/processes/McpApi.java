package org.resourceprotector.processes;

import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.example.Database;
import org.resourceprotector.example.McpResource;
import org.resourceprotector.example.Settings;
import org.resourceprotector.example.Social;

/**
 * The example for the Model Context Protocol, as an application of its own. All of them in a process share one database in
 * memory. Immutable, thread-safe.
 */
final class McpApi extends Application {

    private static final Social SOCIAL =
            new Social(Database.open(new Settings("mcp", Map.of("JDBC_URL", "jdbc:h2:mem:mcp;DB_CLOSE_DELAY=-1"))));

    private final Set<Object> singletons;

    McpApi(ResourceProtector protector) {
        this.singletons = Set.of(protector, new McpResource(protector, SOCIAL));
    }

    @Override
    @SuppressWarnings("deprecation")
    public Set<Object> getSingletons() {
        return singletons;
    }
}
