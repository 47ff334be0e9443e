package org.resourceprotector.servlet;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import org.resourceprotector.ResourceProtector;

/** What docs/metadata.md shows. */
interface Snippets {

    ResourceProtector PROTECTOR = Orders.protector("https://api.example.com/api");

    /** The application that is asked for the protector. */
    final class Api {

        static final ResourceProtector PROTECTOR = Snippets.PROTECTOR;

        private Api() {}
    }

    @WebListener
    public class Metadata implements ServletContextListener {
        @Override
        public void contextInitialized(ServletContextEvent event) {
            WellKnownFilter.addTo(event.getServletContext(), Api.PROTECTOR);
        }
    }
}
