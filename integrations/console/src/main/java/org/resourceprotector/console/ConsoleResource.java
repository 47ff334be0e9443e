package org.resourceprotector.console;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.InternalServerErrorException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.Unprotected;
import org.resourceprotector.status.Status;
import org.resourceprotector.token.AccessToken;

/**
 * A console for operators: the access map of the application, what was decided in the last hour, recent refusals with their
 * details, and the keys, caches and servers of the validators; and which endpoints a token would open. An application that
 * wants one extends this with a path and a rule, and registers an instance:
 *
 * <pre>{@code
 * @Path("/ops/console")
 * @Protected("ops")
 * public class OpsConsole extends ConsoleResource {
 *     public OpsConsole(ResourceProtector protector, RecentDecisions decisions) {
 *         super(protector, decisions);
 *     }
 * }
 * }</pre>
 *
 * <p>The page itself, its style and its script are open, because a browser sends no token by itself: they are files of this
 * library with nothing of the application in them. All data are behind the rule of the class, and the page fetches them with
 * a token that its user enters, which it keeps in memory only. A class without a rule, or with one that any token satisfies,
 * cannot be built; a call that no protector has let in gets a 500.
 *
 * <p>A token that is asked about is sent in the body, is not kept but in the caches of the validators, and is not logged.
 *
 * <p>Thread-safe.
 */
public abstract class ConsoleResource {

    /** How many bytes of a token are read. */
    static final int MAX_TOKEN_LENGTH = 16 * 1024;

    private static final int TOO_LARGE = 413;
    private static final Pattern SCHEME = Pattern.compile("(?i)^(Authorization:\\s*)?(Bearer|DPoP)\\s+");
    private static final System.Logger LOGGER = System.getLogger("org.resourceprotector.console");

    private final ResourceProtector protector;
    private final RecentDecisions decisions;
    private final String name;
    private final AtomicBoolean hasWarned = new AtomicBoolean();
    private final AtomicBoolean hasWarnedOfStatus = new AtomicBoolean();

    /**
     * A console for a protector.
     *
     * @param protector the protector of the application
     * @param decisions one of its listeners
     * @throws IllegalStateException if the class of the console has no path that ends with a name, or no rule of its own that
     *     asks for more than any valid token; the message says what to write
     */
    protected ConsoleResource(ResourceProtector protector, RecentDecisions decisions) {
        this.protector = Objects.requireNonNull(protector, "protector");
        this.decisions = Objects.requireNonNull(decisions, "decisions");
        ConsoleRules rules = ConsoleRules.of(protector, getClass());
        this.name = rules.name();
        decisions.leaveOut(rules.data());
    }

    /**
     * The page, which anybody may see, without data.
     *
     * @param uri where it was called
     * @return HTML
     */
    @GET
    @Unprotected
    @Produces(MediaType.TEXT_HTML)
    public Response page(@Context UriInfo uri) {
        boolean isFolder = uri.getRequestUri().getRawPath().endsWith("/");
        return ConsoleFiles.page(isFolder ? "" : name + "/");
    }

    /**
     * The style of the page.
     *
     * @return CSS
     */
    @GET
    @Path("console.css")
    @Unprotected
    @Produces("text/css")
    public Response style() {
        return ConsoleFiles.file("console.css", "text/css;charset=UTF-8");
    }

    /**
     * The script of the page.
     *
     * @return JavaScript
     */
    @GET
    @Path("console.js")
    @Unprotected
    @Produces("text/javascript")
    public Response script() {
        return ConsoleFiles.file("console.js", "text/javascript;charset=UTF-8");
    }

    /**
     * Decisions, refusals, and what the parts of the protector hold now.
     *
     * @param security who calls
     * @return JSON
     */
    @GET
    @Path("state")
    @Produces(MediaType.APPLICATION_JSON)
    public Response state(@Context SecurityContext security) {
        requireToken(security);
        return json(StateDocument.of(decisions, status()));
    }

    /** What the parts say; nothing if a validator of the application's own fails to. */
    private List<Status> status() {
        try {
            return protector.status().stream().filter(Objects::nonNull).toList();
        } catch (Throwable e) {
            if (hasWarnedOfStatus.compareAndSet(false, true)) {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        // A message may have secrets, such as the address of a database.
                        "the parts of a protector failed to say how they are; the console shows none of them; cause: "
                                + e.getClass().getName());
            }
            return List.of();
        }
    }

    /**
     * The access map.
     *
     * @param security who calls
     * @return JSON
     */
    @GET
    @Path("endpoints")
    @Produces(MediaType.APPLICATION_JSON)
    public Response endpoints(@Context SecurityContext security) {
        requireToken(security);
        return json(new EndpointsDocument(protector).map());
    }

    /**
     * The access map, with what a token would open.
     *
     * @param security who calls
     * @param body the token that is asked about, up to 16 KB
     * @return JSON
     * @throws IOException if the body cannot be read
     */
    @POST
    @Path("token")
    @Consumes(MediaType.TEXT_PLAIN)
    @Produces(MediaType.APPLICATION_JSON)
    public Response token(@Context SecurityContext security, @Nullable InputStream body) throws IOException {
        requireToken(security);
        byte[] bytes = body == null ? new byte[0] : body.readNBytes(MAX_TOKEN_LENGTH + 1);
        if (bytes.length > MAX_TOKEN_LENGTH) {
            return ConsoleFiles.withHeaders(Response.status(TOO_LARGE), "no-store")
                    .build();
        }
        String token = SCHEME.matcher(new String(bytes, StandardCharsets.UTF_8).strip())
                .replaceFirst("");
        return json(new EndpointsDocument(protector).with(token));
    }

    private static Response json(Map<String, @Nullable Object> document) {
        return ConsoleFiles.withHeaders(Response.ok(Json.of(document)), "no-store")
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    /** The filter has let the caller in, if there is one. */
    private void requireToken(SecurityContext security) {
        if (AccessToken.from(security).isEmpty()) {
            if (hasWarned.compareAndSet(false, true)) {
                LOGGER.log(
                        System.Logger.Level.ERROR,
                        "a call came to the console that no ResourceProtector has let in, and got a 500; register the"
                                + " protector of the console in the application");
            }
            throw new InternalServerErrorException();
        }
    }
}
