package org.resourceprotector.servers.beans;

import jakarta.ejb.Stateless;
import org.resourceprotector.Protected;

/** An EJB that is seen by its interface only, and has the rule. */
@Stateless
@Protected("profile")
public class PlainEjb implements PlainOrders {

    @Override
    public String method() {
        return "ran";
    }
}
