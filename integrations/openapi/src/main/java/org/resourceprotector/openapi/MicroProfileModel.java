package org.resourceprotector.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.OAuthFlow;
import org.eclipse.microprofile.openapi.models.security.OAuthFlows;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.openapi.SchemeDescription.AuthorizationServer;

/** Writes what a document says of the protection into the model of MicroProfile OpenAPI. Stateless. */
final class MicroProfileModel {

    private static final String RESPONSES = "#/components/responses/";
    private static final String SCHEMAS = "#/components/schemas/";

    private MicroProfileModel() {}

    static void write(OpenApiSecurity security, OpenAPI openApi) {
        Map<DocumentedOperation, List<Operation>> operations = operations(openApi);
        Components components = openApi.getComponents();
        if (components == null) {
            components = OASFactory.createComponents();
            openApi.setComponents(components);
        }
        boolean is30 = openApi.getOpenapi() != null && openApi.getOpenapi().startsWith("3.0");
        DocumentSecurity document = security.describe(operations.keySet(), !is30, scoped(components));
        operations.forEach((key, same) -> same.forEach(operation -> write(document, document.of(key), operation)));
        for (SchemeDescription scheme : document.schemes()) {
            addScheme(components, scheme);
        }
        addResponses(components);
    }

    /** The operations of each method and path; those whose paths differ in slashes only are the same to Jakarta REST. */
    private static Map<DocumentedOperation, List<Operation>> operations(OpenAPI openApi) {
        Map<DocumentedOperation, List<Operation>> operations = new LinkedHashMap<>();
        if (openApi.getPaths() != null && openApi.getPaths().getPathItems() != null) {
            openApi.getPaths()
                    .getPathItems()
                    .forEach((path, item) -> item.getOperations()
                            .forEach((method, operation) -> operations
                                    .computeIfAbsent(
                                            DocumentedOperation.of(method.name(), path), key -> new ArrayList<>())
                                    .add(operation)));
        }
        return operations;
    }

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
        List<SecurityRequirement> byHand = operation.getSecurity();
        if (security.isUndeclared() && byHand != null && !byHand.isEmpty()) {
            Set<String> names = new LinkedHashSet<>();
            byHand.forEach(requirement -> names.addAll(requirement.getSchemes().keySet()));
            refusals = document.isOurs(names) ? Set.of(Refusal.values()) : Set.of();
        } else {
            operation.setSecurity(requirements(security));
        }
        operation.setDescription(AccessText.appended(operation.getDescription(), security.description()));
        for (Refusal refusal : refusals.stream().sorted().toList()) {
            APIResponses responses = operation.getResponses();
            if (responses == null) {
                responses = OASFactory.createAPIResponses();
                operation.setResponses(responses);
            }
            if (!responses.hasAPIResponse(refusal.status())) {
                responses.addAPIResponse(
                        refusal.status(), OASFactory.createAPIResponse().ref(RESPONSES + refusal.component()));
            }
        }
    }

    private static List<SecurityRequirement> requirements(OperationSecurity security) {
        List<SecurityRequirement> requirements = new ArrayList<>();
        for (Map<String, List<String>> scopesByScheme : security.requirements()) {
            SecurityRequirement requirement = OASFactory.createSecurityRequirement();
            scopesByScheme.forEach(requirement::addScheme);
            requirements.add(requirement);
        }
        return requirements;
    }

    private static void addScheme(Components components, SchemeDescription scheme) {
        if (isMissing(components.getSecuritySchemes(), scheme.name())) {
            components.addSecurityScheme(scheme.name(), scheme(scheme));
        }
    }

    private static boolean isMissing(@Nullable Map<String, ?> defined, String name) {
        return defined == null || !defined.containsKey(name);
    }

    private static SecurityScheme scheme(SchemeDescription described) {
        SecurityScheme scheme = OASFactory.createSecurityScheme();
        if (described.description() != null) {
            scheme.setDescription(described.description());
        }
        AuthorizationServer server = described.server();
        if (server == null) {
            return scheme.type(SecurityScheme.Type.HTTP).scheme(described.lowerCaseScheme());
        }
        if (server.openIdConnectUrl() != null) {
            return scheme.type(SecurityScheme.Type.OPENIDCONNECT).openIdConnectUrl(server.openIdConnectUrl());
        }
        OAuthFlows flows = OASFactory.createOAuthFlows();
        if (server.authorizationUrl() != null) {
            flows.setAuthorizationCode(flow(described, server.tokenUrl()).authorizationUrl(server.authorizationUrl()));
        }
        if (server.clientCredentialsUrl() != null) {
            flows.setClientCredentials(flow(described, server.clientCredentialsUrl()));
        }
        return scheme.type(SecurityScheme.Type.OAUTH2).flows(flows);
    }

    private static OAuthFlow flow(SchemeDescription described, @Nullable String tokenUrl) {
        OAuthFlow flow = OASFactory.createOAuthFlow().scopes(described.scopes());
        return tokenUrl == null ? flow : flow.tokenUrl(tokenUrl);
    }

    private static void addResponses(Components components) {
        if (isMissing(components.getSchemas(), Refusal.PROBLEM)) {
            components.addSchema(Refusal.PROBLEM, problem());
        }
        for (Refusal refusal : Refusal.values()) {
            if (isMissing(components.getResponses(), refusal.component())) {
                components.addResponse(refusal.component(), response(refusal));
            }
        }
    }

    private static APIResponse response(Refusal refusal) {
        Content content = OASFactory.createContent();
        for (String type : Refusal.MEDIA_TYPES) {
            content.addMediaType(
                    type,
                    OASFactory.createMediaType()
                            .schema(OASFactory.createSchema().ref(SCHEMAS + Refusal.PROBLEM))
                            .example(refusal.example()));
        }
        Header header = OASFactory.createHeader()
                .description(refusal.headerDescription())
                .schema(type(refusal.headerType()));
        return OASFactory.createAPIResponse()
                .description(refusal.description())
                .addHeader(refusal.header(), header)
                .content(content);
    }

    private static Schema problem() {
        Schema problem = SchemaOfType.schema(SchemaType.OBJECT).description(Refusal.PROBLEM_DESCRIPTION);
        Refusal.MEMBERS.forEach((name, member) -> {
            problem.addProperty(name, type(member.type()).description(member.description()));
            if (member.isRequired()) {
                problem.addRequired(name);
            }
        });
        return problem;
    }

    private static Schema type(Refusal.Type type) {
        return switch (type) {
            case TEXT -> SchemaOfType.schema(SchemaType.STRING);
            case WHOLE_NUMBER -> SchemaOfType.schema(SchemaType.INTEGER);
            case OBJECTS -> SchemaOfType.schema(SchemaType.ARRAY).items(SchemaOfType.schema(SchemaType.OBJECT));
        };
    }
}
