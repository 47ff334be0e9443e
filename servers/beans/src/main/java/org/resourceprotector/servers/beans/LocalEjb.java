package org.resourceprotector.servers.beans;

import jakarta.ejb.Stateless;
import org.resourceprotector.Protected;

/** An EJB that is seen by its interface only. */
@Stateless
@Protected("profile")
public class LocalEjb implements LocalOrders {

    @Override
    public String method() {
        return "ran";
    }

    @Override
    public String stricter() {
        return "ran";
    }
}
