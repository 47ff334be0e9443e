package org.resourceprotector.example.resteasy;

import org.resourceprotector.example.Example;
import org.resourceprotector.example.ExampleContract;
import org.resourceprotector.example.Settings;

class ResteasyExampleTest extends ExampleContract {

    @Override
    protected Example start(Settings settings) {
        return ResteasyExample.start(settings);
    }
}
