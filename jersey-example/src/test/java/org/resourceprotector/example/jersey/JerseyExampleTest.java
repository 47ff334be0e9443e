package org.resourceprotector.example.jersey;

import org.resourceprotector.example.Example;
import org.resourceprotector.example.ExampleContract;
import org.resourceprotector.example.Settings;

class JerseyExampleTest extends ExampleContract {

    @Override
    protected Example start(Settings settings) {
        return JerseyExample.start(settings);
    }
}
