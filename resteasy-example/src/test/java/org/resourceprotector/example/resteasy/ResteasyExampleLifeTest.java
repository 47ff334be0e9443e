package org.resourceprotector.example.resteasy;

import org.resourceprotector.example.Example;
import org.resourceprotector.example.LifeContract;
import org.resourceprotector.example.Settings;

class ResteasyExampleLifeTest extends LifeContract {

    @Override
    protected Example start(Settings settings) {
        return ResteasyExample.start(settings);
    }

    @Override
    protected Class<?> main() {
        return ResteasyExample.class;
    }
}
