#!/usr/bin/env bash
# Packages:  org.glassfish.jersey.containers:jersey-container-grizzly2-http 3.1.11, jersey-hk2 3.1.11
# Behaviour: Container.reload() deploys the application anew: a new injection manager, dynamic features
#            asked about every method again, filters and model processors called on. Features are not
#            configured again: what they registered stays, and so does the injection manager that they
#            were given, which is shut down. The context that a dynamic feature gets leads to no other:
#            InjectionManagerProvider takes the context of a Feature and throws for this one.
# Guess:     "After a reload everything is as after a start", and "a FeatureContext is a FeatureContext".
# Seen:      "feature configured 1 times, dynamic feature asked 2 times, model processed 2 times",
#            "manager for a feature, none for a dynamic feature: IllegalArgumentException".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>org.glassfish.jersey.%s</groupId><artifactId>%s</artifactId><version>3.1.11</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep containers jersey-container-grizzly2-http; dep inject jersey-hk2
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import jakarta.ws.rs.*;
import jakarta.ws.rs.container.*;
import jakarta.ws.rs.core.*;
import java.net.URI;
import org.glassfish.jersey.InjectionManagerProvider;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.model.*;
import org.glassfish.jersey.server.spi.*;

public class Probe {
    static int features, dynamic, models;
    static String ofFeature, ofDynamic;
    static Container container;

    @Path("item") public static class Item { @GET public String get() { return "item"; } }

    static String manager(FeatureContext context) {
        try { return InjectionManagerProvider.getInjectionManager(context) == null ? "none" : "manager"; }
        catch (RuntimeException e) { return "none for a dynamic feature: " + e.getClass().getSimpleName(); }
    }

    static class Once implements Feature {
        public boolean configure(FeatureContext context) {
            features++;
            ofFeature = manager(context);
            context.register(new ModelProcessor() {
                public ResourceModel processResourceModel(ResourceModel model, Configuration c) { models++; return model; }
                public ResourceModel processSubResource(ResourceModel model, Configuration c) { return model; }
            });
            return true;
        }
    }

    static class Each implements DynamicFeature {
        public void configure(ResourceInfo info, FeatureContext context) {
            if (info.getResourceClass() == Item.class) { dynamic++; ofDynamic = manager(context); }
        }
    }

    static class Remember extends AbstractContainerLifecycleListener {
        @Override public void onStartup(Container started) { container = started; }
    }

    public static void main(String[] args) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        GrizzlyHttpServerFactory.createHttpServer(URI.create("http://127.0.0.1:0/"),
            new ResourceConfig(Item.class).register(new Once()).register(new Each()).register(new Remember()));
        container.reload();
        System.out.println("feature configured " + features + " times, dynamic feature asked " + dynamic
            + " times, model processed " + models + " times");
        System.out.println(ofFeature + " for a feature, " + ofDynamic);
        System.exit(0);
    }
}
J
javac -proc:none -cp 'lib/*' -d out Probe.java
java -cp 'out:lib/*' Probe 2>/dev/null | tee seen
grep -q '^feature configured 1 times, dynamic feature asked 2 times, model processed 2 times$' seen
grep -q '^manager for a feature, none for a dynamic feature: IllegalArgumentException$' seen
