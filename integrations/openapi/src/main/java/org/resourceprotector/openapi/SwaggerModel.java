package org.resourceprotector.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.resourceprotector.openapi.SchemeDescription.AuthorizationServer;

/** Writes what a document says of the protection into the model of swagger-core. Stateless. */
final class SwaggerModel {

    private static final String RESPONSES = "#/components/responses/";
    private static final String SCHEMAS = "#/components/schemas/";

    private SwaggerModel() {}

    static void write(OpenApiSecurity security, OpenAPI openApi) {
        Map<DocumentedOperation, List<Operation>> operations = operations(openApi);
        Components components = Objects.requireNonNullElseGet(openApi.getComponents(), Components::new);
        openApi.setComponents(components);
        DocumentSecurity document = security.describe(operations.keySet(), is31(openApi), scoped(components));
        operations.forEach((key, same) -> same.forEach(operation -> write(document, document.of(key), operation)));
        document.schemes().forEach(scheme -> addScheme(components, scheme));
        addResponses(components, is31(openApi));
    }

    /** The operations of each method and path; those whose paths differ in slashes only are the same to Jakarta REST. */
    private static Map<DocumentedOperation, List<Operation>> operations(OpenAPI openApi) {
        Map<DocumentedOperation, List<Operation>> operations = new LinkedHashMap<>();
        if (openApi.getPaths() != null) {
            openApi.getPaths().forEach((path, item) -> {
                for (Map.Entry<PathItem.HttpMethod, Operation> entry :
                        item.readOperationsMap().entrySet()) {
                    operations
                            .computeIfAbsent(
                                    DocumentedOperation.of(entry.getKey().name(), path), key -> new ArrayList<>())
                            .add(entry.getValue());
                }
            });
        }
        return operations;
    }

    /** Whether it is of OpenAPI 3.1 or newer, which has the schemas of JSON Schema. */
    static boolean is31(OpenAPI openApi) {
        return openApi.getOpenapi() != null && !openApi.getOpenapi().startsWith("3.0");
    }

    /** The schemes that the application defines itself and that have scopes. */
    private static Set<String> scoped(Components components) {
        Set<String> scoped = new LinkedHashSet<>();
        if (components.getSecuritySchemes() != null) {
            components.getSecuritySchemes().forEach((name, scheme) -> {
                if (scheme.getType() == SecurityScheme.Type.OAUTH2
                        || scheme.getType() == SecurityScheme.Type.OPENIDCONNECT) {
                    scoped.add(name);
                }
            });
        }
        return scoped;
    }

    private static void write(DocumentSecurity document, OperationSecurity security, Operation operation) {
        Set<Refusal> refusals = security.refusals();
        if (security.isUndeclared() && isSecuredByHand(operation)) {
            boolean isOurs = document.isOurs(schemeNames(operation));
            refusals = isOurs ? Set.of(Refusal.values()) : Set.of();
        } else {
            operation.setSecurity(security.requirements().stream()
                    .map(SwaggerModel::requirement)
                    .collect(Collectors.toCollection(ArrayList::new))); // others may add to it
        }
        operation.setDescription(AccessText.appended(operation.getDescription(), security.description()));
        for (Refusal refusal : refusals.stream().sorted().toList()) {
            ApiResponses responses = Objects.requireNonNullElseGet(operation.getResponses(), ApiResponses::new);
            operation.setResponses(responses);
            responses.putIfAbsent(refusal.status(), new ApiResponse().$ref(RESPONSES + refusal.component()));
        }
    }

    private static boolean isSecuredByHand(Operation operation) {
        return operation.getSecurity() != null && !operation.getSecurity().isEmpty();
    }

    private static Set<String> schemeNames(Operation operation) {
        Set<String> names = new LinkedHashSet<>();
        operation.getSecurity().forEach(requirement -> names.addAll(requirement.keySet()));
        return names;
    }

    private static SecurityRequirement requirement(Map<String, List<String>> scopesByScheme) {
        SecurityRequirement requirement = new SecurityRequirement();
        scopesByScheme.forEach(requirement::addList);
        return requirement;
    }

    private static void addScheme(Components components, SchemeDescription scheme) {
        if (components.getSecuritySchemes() == null
                || !components.getSecuritySchemes().containsKey(scheme.name())) {
            components.addSecuritySchemes(scheme.name(), scheme(scheme));
        }
    }

    private static SecurityScheme scheme(SchemeDescription described) {
        SecurityScheme scheme = new SecurityScheme().description(described.description());
        AuthorizationServer server = described.server();
        if (server == null) {
            return scheme.type(SecurityScheme.Type.HTTP).scheme(described.lowerCaseScheme());
        }
        if (server.openIdConnectUrl() != null) {
            return scheme.type(SecurityScheme.Type.OPENIDCONNECT).openIdConnectUrl(server.openIdConnectUrl());
        }
        OAuthFlows flows = new OAuthFlows();
        if (server.authorizationUrl() != null) {
            flows.authorizationCode(new OAuthFlow()
                    .authorizationUrl(server.authorizationUrl())
                    .tokenUrl(server.tokenUrl())
                    .scopes(scopes(described)));
        }
        if (server.clientCredentialsUrl() != null) {
            flows.clientCredentials(
                    new OAuthFlow().tokenUrl(server.clientCredentialsUrl()).scopes(scopes(described)));
        }
        return scheme.type(SecurityScheme.Type.OAUTH2).flows(flows);
    }

    private static Scopes scopes(SchemeDescription described) {
        Scopes scopes = new Scopes();
        described.scopes().forEach(scopes::addString);
        return scopes;
    }

    private static void addResponses(Components components, boolean is31) {
        if (components.getSchemas() == null || !components.getSchemas().containsKey(Refusal.PROBLEM)) {
            components.addSchemas(Refusal.PROBLEM, problem(is31));
        }
        for (Refusal refusal : Refusal.values()) {
            if (components.getResponses() == null || !components.getResponses().containsKey(refusal.component())) {
                components.addResponses(refusal.component(), response(refusal, is31));
            }
        }
    }

    private static ApiResponse response(Refusal refusal, boolean is31) {
        Content content = new Content();
        for (String type : Refusal.MEDIA_TYPES) {
            content.addMediaType(
                    type,
                    new MediaType()
                            .schema(new Schema<>().$ref(SCHEMAS + Refusal.PROBLEM))
                            .example(refusal.example()));
        }
        Header header = new Header().schema(type(refusal.headerType(), is31));
        return new ApiResponse()
                .description(refusal.description())
                .addHeaderObject(refusal.header(), header.description(refusal.headerDescription()))
                .content(content);
    }

    private static Schema<?> problem(boolean is31) {
        Schema<?> problem = is31 ? new Schema<>().types(Set.of("object")) : new ObjectSchema();
        problem.setDescription(Refusal.PROBLEM_DESCRIPTION);
        Refusal.MEMBERS.forEach((name, member) -> {
            problem.addProperty(name, type(member.type(), is31).description(member.description()));
            if (member.isRequired()) {
                problem.addRequiredItem(name);
            }
        });
        return problem;
    }

    private static Schema<?> type(Refusal.Type type, boolean is31) {
        return switch (type) {
            case TEXT -> is31 ? of31("string") : new StringSchema();
            case WHOLE_NUMBER -> is31 ? of31("integer") : new IntegerSchema().format(null);
            case OBJECTS -> is31 ? of31("array").items(of31("object")) : new ArraySchema().items(new ObjectSchema());
        };
    }

    private static Schema<?> of31(String type) {
        return new Schema<>().types(Set.of(type));
    }
}
