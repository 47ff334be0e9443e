package org.resourceprotector.servers;

import org.resourceprotector.openapi.MicroProfileSecurity;
import org.resourceprotector.openapi.OpenApiSecurity;

/** What the OpenAPI document says of the protection. */
public class Document extends MicroProfileSecurity {

    /** Called by Quarkus. */
    public Document() {
        super(OpenApiSecurity.builder(Security.protector())
                .application(
                        new Api(),
                        Conditions.class,
                        Declared.class,
                        OfClass.class,
                        Rows.CAndD.class,
                        Rows.E.class,
                        Rows.F.class,
                        Rows.G.class,
                        Rows.H.class,
                        Rows.I.class,
                        Rows.K.class,
                        Rows.L.class,
                        Rows.M.class,
                        Rows.OfOpenPromise.class,
                        Rows.OfOpenBase.class,
                        Rows.O.class,
                        Rows.P.class)
                .build());
    }
}
