package org.resourceprotector.testkit;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.resourceprotector.testkit.RegisteredClients.Client;

/** Tells who calls an endpoint that only known callers may use. */
final class ClientGate {

    private final TestIssuer issuer;
    private final RegisteredClients clients;
    private final boolean open;

    ClientGate(TestIssuer issuer, RegisteredClients clients, boolean open) {
        this.issuer = issuer;
        this.clients = clients;
        this.open = open;
    }

    Optional<Client> client(RecordedRequest request) {
        String called = issuer.base() + request.uri().getPath();
        List<String> names = List.of(
                issuer.issuer(), called, issuer.uri(IssuerEndpoint.TOKEN).toString());
        return clients.authenticate(
                request, new ClientAssertion.Addressee(names, issuer.clock().instant()));
    }

    /** The identifier of a client that authenticated, or that presents an active token of this issuer as its own. */
    Optional<String> caller(RecordedRequest request) {
        Optional<String> known = client(request).map(Client::id).or(() -> bearer(request));
        return open ? known.or(() -> Optional.of("anyone")) : known;
    }

    private Optional<String> bearer(RecordedRequest request) {
        String authorization = String.valueOf(request.header("authorization"));
        return authorization.toLowerCase(Locale.ROOT).startsWith("bearer ")
                ? issuer.tokens()
                        .active(authorization.substring(7).strip())
                        .map(claims -> String.valueOf(claims.get("client_id")))
                : Optional.empty();
    }
}
