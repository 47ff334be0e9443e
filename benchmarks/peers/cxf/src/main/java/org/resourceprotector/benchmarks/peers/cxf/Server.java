package org.resourceprotector.benchmarks.peers.cxf;

import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import java.io.IOException;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.jaxrs.lifecycle.SingletonResourceProvider;
import org.apache.cxf.rs.security.oauth2.filters.JwsJwksJwtAccessTokenValidator;
import org.apache.cxf.rs.security.oauth2.filters.OAuthRequestFilter;
import org.apache.cxf.rs.security.oauth2.filters.OAuthScopesFilter;
import org.conscrypt.Conscrypt;
import org.resourceprotector.benchmarks.stand.Stand;

/**
 * CXF on Jetty with the filters that it has itself, with the settings that a user gets who sets none. What cannot be set, or
 * had to be chosen:
 *
 * <ul>
 *   <li>The filter that asks for a token comes before matching, and knows no exception: it is for all resources of an endpoint
 *       or for none. So there are two endpoints, with and without protection alike.
 *   <li>{@code JwtAccessTokenValidator} takes the address of a key set in {@code rs.security.keystore.file}, but fetches it for
 *       each request. Its own subclass {@code JwsJwksJwtAccessTokenValidator} fetches it when it meets a {@code kid} that it
 *       does not know, and keeps the keys without end: that is what a user would take, and what is here.
 *   <li>The algorithm is the one that the key in the set names by {@code alg}, so there can be several at once; a key that
 *       names none is refused.
 *   <li>Issuer, audience, {@code exp} and {@code nbf} are checked. {@code typ} is not, {@code exp} may be missing, and no
 *       claim is required.
 *   <li>Whatever is refused is logged with its stack trace as a warning. That can be switched off, and is left as it is.
 *   <li>Results can be kept by {@code maxValidationDataCacheSize}, which is 0 unless set.
 *   <li>Signatures come from the JCA without a provider being named, so a native one is put before all others.
 * </ul>
 */
public final class Server {

    private Server() {}

    /**
     * Serves until standard input ends.
     *
     * @param arguments none
     * @throws IOException if standard input cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        Stand stand = Stand.told();
        if (stand.isNative()) {
            Security.insertProviderAt(Conscrypt.newProvider(), 1);
        }
        String address = "http://127.0.0.1:" + stand.port();
        Resources resources = new Resources();
        serve(address + "/open", new OpenResource(), List.of());
        serve(address + "/", resources, stand.isProtected() ? protection(stand, resources) : List.of());
        Stand.serveUntilInputEnds();
    }

    private static void serve(String address, Object resources, List<Object> filters) {
        List<Object> providers = new ArrayList<>(filters);
        providers.add(new JacksonJsonProvider());
        JAXRSServerFactoryBean endpoint = new JAXRSServerFactoryBean();
        endpoint.setAddress(address);
        endpoint.setResourceProvider(new SingletonResourceProvider(resources));
        endpoint.setProviders(providers);
        endpoint.create();
    }

    private static List<Object> protection(Stand stand, Resources resources) {
        JwsJwksJwtAccessTokenValidator tokens = new JwsJwksJwtAccessTokenValidator();
        tokens.setJwksURL(stand.jwksUri().toString());
        OAuthRequestFilter authentication = new OAuthRequestFilter();
        authentication.setTokenValidator(tokens);
        authentication.setIssuer(stand.issuer());
        authentication.setAudience(stand.audience());
        OAuthScopesFilter scopes = new OAuthScopesFilter();
        scopes.setSecuredObject(resources);
        return List.of(authentication, scopes);
    }
}
