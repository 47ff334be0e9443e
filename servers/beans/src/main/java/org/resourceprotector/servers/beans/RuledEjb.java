package org.resourceprotector.servers.beans;

import jakarta.ejb.Stateless;

/** An EJB that is seen by its interface only, and has no rule itself. */
@Stateless
public class RuledEjb implements RuledOrders {

    @Override
    public String method() {
        return "ran";
    }

    @Override
    public String stricter() {
        return "ran";
    }
}
