package org.resourceprotector.processes;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/** Registers the protector that {@code -Dnode.validation} describes, in the words of {@link Validation#of}. */
@Provider
public class QuarkusSecurity implements Feature {

    static final Deployment.Clocks CLOCKS = new Deployment.Clocks();

    @Override
    public boolean configure(FeatureContext context) {
        List<String> words = List.of(System.getProperty("node.validation", "").split(" ", -1));
        return Validation.of(words).protector(CLOCKS).configure(context);
    }
}
