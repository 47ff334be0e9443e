package org.resourceprotector.example;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The streamable HTTP of the Model Context Protocol in Jakarta REST: each message one POST, without sessions. */
final class McpTransport implements McpStatelessServerTransport {

    private static final String CALL = "call";

    private final McpJsonMapper json = McpJsonDefaults.getMapper();

    private @Nullable McpStatelessServerHandler handler;

    /** One request: whose it is, and what went wrong with it. */
    private static final class Call {

        private final SecurityContext security;
        private @Nullable RuntimeException failure;

        Call(SecurityContext security) {
            this.security = security;
        }
    }

    void serve(String name, SyncToolSpecification... tools) {
        McpServer.sync(this)
                .serverInfo(name, "1")
                .immediateExecution(true) // on the thread of the request, where what is injected can be used
                .tools(tools)
                .build();
    }

    SyncToolSpecification tool(
            String name, String description, String schema, BiFunction<CallToolRequest, SecurityContext, String> work) {
        return SyncToolSpecification.builder()
                .tool(McpSchema.Tool.builder(name, json, schema)
                        .description(description)
                        .build())
                .callHandler((context, request) -> run(work, request, (Call) context.get(CALL)))
                .build();
    }

    /**
     * A refusal must become the answer to the HTTP request. The server of the SDK would wrap it in a 200, and log it: it does
     * not get to see it.
     */
    private static CallToolResult run(
            BiFunction<CallToolRequest, SecurityContext, String> work, CallToolRequest request, Call call) {
        try {
            return CallToolResult.builder()
                    .addTextContent(work.apply(request, call.security))
                    .build();
        } catch (RuntimeException e) {
            call.failure = e;
            return CallToolResult.builder().addTextContent("").isError(true).build();
        }
    }

    Response answer(String text, SecurityContext security) {
        McpStatelessServerHandler server = Objects.requireNonNull(handler, "serve() comes first");
        Call call = new Call(security);
        McpTransportContext context = McpTransportContext.create(Map.of(CALL, call));
        try {
            JSONRPCMessage message = read(text);
            if (message instanceof JSONRPCRequest request) {
                Object answer = server.handleRequest(context, request).block();
                if (call.failure != null) {
                    throw call.failure;
                }
                return Response.ok(json.writeValueAsString(answer)).build();
            }
            if (message instanceof JSONRPCNotification notification) {
                server.handleNotification(context, notification).block();
            }
            return Response.accepted().build();
        } catch (IOException e) {
            throw new IllegalStateException("an answer cannot be written as JSON", e);
        }
    }

    private JSONRPCMessage read(String text) {
        try {
            return McpSchema.deserializeJsonRpcMessage(json, text);
        } catch (IOException | RuntimeException e) {
            throw new BadRequestException("not a message of JSON-RPC");
        }
    }

    @Override
    public void setMcpHandler(McpStatelessServerHandler handler) {
        this.handler = handler;
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }
}
