package org.resourceprotector.spring;

import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.TreeSet;
import org.resourceprotector.ResourceProtector;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Says of a protector that is a bean that nothing has registered it by the end of the start, where there is no {@code ResourceConfig}
 * that would get it, and the application brings its server: a WAR is refreshed before its servlets start. No refusal, because an application that is served by hand may register it with the first call. Needs no Jersey:
 * on CXF and RESTEasy the application registers it by hand. Used by the thread that starts the application.
 */
final class UnaskedProtector implements ApplicationListener<ContextRefreshedEvent> {

    private static final System.Logger LOGGER = System.getLogger("org.resourceprotector");

    private final ApplicationContext context;
    private final ConfigurableListableBeanFactory beans;
    private final ForgottenJersey jersey;

    UnaskedProtector(ApplicationContext context, ConfigurableListableBeanFactory beans, ForgottenJersey jersey) {
        this.context = context;
        this.beans = beans;
        this.jersey = jersey;
    }

    @Override
    public void onApplicationEvent(ContextRefreshedEvent event) {
        if (!event.getApplicationContext().equals(context)
                || jersey.hasResourceConfig()
                || context.getEnvironment().getProperty("local.server.port") == null) {
            return;
        }
        Collection<String> idle = new TreeSet<>();
        for (String name : beans.getBeanNamesForType(ResourceProtector.class, false, false)) {
            if (!beans.containsSingleton(name)) {
                idle.add(name); // lazy, and nobody has asked for it
            } else if (beans.getBean(name) instanceof ResourceProtector protector) {
                if (!protector.endpoints().isEmpty()) {
                    return;
                }
                idle.add(name);
            }
        }
        if (!idle.isEmpty()) {
            LOGGER.log(
                    Level.ERROR,
                    "the bean {0} is a ResourceProtector, and no application of Jakarta REST has registered it by the end of"
                            + " the start; unless one does so later, nothing is protected: make the ResourceConfig a @Bean, or"
                            + " register the bean in the application that is served by hand, and start its servlet with the"
                            + " server by setLoadOnStartup(1)",
                    String.join(", ", idle));
        }
    }
}
