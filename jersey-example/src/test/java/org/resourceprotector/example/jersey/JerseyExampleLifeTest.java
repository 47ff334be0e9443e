package org.resourceprotector.example.jersey;

import org.resourceprotector.example.Example;
import org.resourceprotector.example.LifeContract;
import org.resourceprotector.example.Settings;

class JerseyExampleLifeTest extends LifeContract {

    @Override
    protected Example start(Settings settings) {
        return JerseyExample.start(settings);
    }

    @Override
    protected Class<?> main() {
        return JerseyExample.class;
    }
}
