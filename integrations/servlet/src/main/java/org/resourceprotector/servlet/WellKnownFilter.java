package org.resourceprotector.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.GenericServlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.EnumSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.metadata.MetadataHandler;
import org.resourceprotector.metadata.MetadataResponse;
import org.resourceprotector.metadata.ResourceMetadata;

/**
 * Serves the metadata of a protector's resources at the root of the host, where challenges say that it is, although the
 * application has another path: in a WAR at the root whose resources are below {@code /api}, in Spring Boot with
 * {@code spring.jersey.application-path}, or in a web application at the root beside others in the same server.
 *
 * <pre>{@code
 * public void contextInitialized(ServletContextEvent event) {
 *     WellKnownFilter.addTo(event.getServletContext(), protector);
 * }
 * }</pre>
 *
 * <p>Answers requests whose path, as it was sent, is that of a resource's metadata, without asking for a token, and hands
 * on all others. Takes nothing of a request into its answer. At its start it logs an ERROR for each resource that it cannot
 * serve, because its web application is not at the root; see {@link ResourceMetadata.Builder#servedElsewhere()}.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9728#section-3">RFC 9728, section 3</a>
 */
public final class WellKnownFilter implements Filter {

    private static final String PATTERN = ResourceMetadata.WELL_KNOWN_PATH + "/*";

    private final ResourceProtector protector;

    private volatile @Nullable MetadataHandler metadata;

    /**
     * A filter for {@code /.well-known/oauth-protected-resource/*}; best the first of all, so that none asks for a login.
     * Some containers, such as the Tomcat in Spring Boot, call filters only where there is a servlet: {@link #addTo} sees to
     * that.
     *
     * @param protector the same instance that the application has registered
     */
    public WellKnownFilter(ResourceProtector protector) {
        this.protector = Objects.requireNonNull(protector, "protector");
    }

    /**
     * Adds a filter to a web application that is being started, mapped to where metadata is, before the filters that are
     * declared; and behind it, if there is none at this path, a servlet that finds nothing.
     *
     * @param context the web application, best that at the root of the host
     * @param protector the same instance that the application has registered
     * @throws IllegalStateException if the web application has started already
     */
    public static void addTo(ServletContext context, ResourceProtector protector) {
        String name = WellKnownFilter.class.getName() + "-"
                + context.getFilterRegistrations().size();
        FilterRegistration.Dynamic filter = context.addFilter(name, new WellKnownFilter(protector));
        if (filter == null) {
            throw new IllegalStateException("there is a filter of the name " + name);
        }
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, PATTERN);
        ServletRegistration.Dynamic behind = context.addServlet(name, new NotFound());
        if (behind != null) {
            behind.setAsyncSupported(true);
            behind.addMapping(PATTERN); // does nothing if another servlet has it
        }
    }

    /** Answers what no filter has answered. */
    private static final class NotFound extends GenericServlet {

        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public void service(ServletRequest request, ServletResponse response) throws IOException {
            if (response instanceof HttpServletResponse http) {
                http.sendError(HttpServletResponse.SC_NOT_FOUND);
            }
        }
    }

    /**
     * Called by the container.
     *
     * @param config tells where the web application is
     * @throws IllegalStateException if the protector has no metadata
     */
    @Override
    public void init(FilterConfig config) {
        metadata = protector.metadataBelow(config.getServletContext().getContextPath());
    }

    /**
     * Called by the container.
     *
     * @param request the request
     * @param response the response
     * @param chain gets the requests that are not for metadata
     */
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        MetadataHandler handler = metadata;
        MetadataResponse found = handler != null && request instanceof HttpServletRequest http
                ? handler.handle(http.getMethod(), http.getRequestURI())
                : null;
        if (found != null && response instanceof HttpServletResponse answer) {
            send(found, answer);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void send(MetadataResponse found, HttpServletResponse response) throws IOException {
        response.setStatus(found.status());
        found.headers().forEach(response::setHeader);
        byte[] body = found.body();
        if (body.length > 0) {
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
