package org.resourceprotector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of a protected endpoint, as an {@link AccessCondition} sees it. Use it on the thread of the request, while the
 * condition is asked.
 *
 * <p>A parameter that is asked for as one, and comes several times with different values, is not guessed: the call is
 * refused with a 403, because the resource method might use another value than the one that was looked at.
 */
public interface ProtectedRequest {

    /**
     * The HTTP method that runs, which a filter of the application may have made of another one.
     *
     * @return the method as the runtime tells it, for example {@code GET}
     */
    String method();

    /**
     * The class of the resource.
     *
     * @return the class as the runtime names it; a proxy for some beans
     */
    Class<?> resourceClass();

    /**
     * A parameter of the path template, as a method gets it by {@code @PathParam} as a text: without matrix parameters. As a
     * {@code PathSegment}, a method gets the last segment only of a value that has several.
     *
     * @param name its name in the template
     * @return the value, decoded; null if there is no such parameter
     */
    @Nullable
    String pathParameter(String name);

    /**
     * A parameter of the query. In Quarkus REST names are the same in upper and lower case, as they are for its methods. In
     * CXF, where they are so for beans of parameters only, a name that comes in another case is refused.
     *
     * @param name its name
     * @return the value, decoded; empty text if it has none; null if there is no such parameter
     */
    @Nullable
    String queryParameter(String name);

    /**
     * All values of a parameter of the query.
     *
     * @param name its name
     * @return the values, decoded; empty if there is no such parameter; unmodifiable
     */
    List<String> queryParameters(String name);
}
