package org.resourceprotector.contract;

/** What stands on a generated class, locator or resource method, and whom it lets in. */
enum Mark {
    NOTHING(""),
    UNPROTECTED("@Unprotected"),
    ANY_TOKEN("@Protected"),
    PROFILE("@Protected(\"profile\")"),
    EMAIL("@Protected(\"email\")"),
    OPTIONAL("@Protected(value = \"profile\", optional = true)");

    private final String annotation;

    Mark(String annotation) {
        this.annotation = annotation;
    }

    String annotation() {
        return annotation;
    }

    /** The mark of a method or locator of a class that carries this one. */
    Mark orElse(Mark ofClass) {
        return this == NOTHING ? ofClass : this;
    }

    boolean isOpen() {
        return this == NOTHING || this == UNPROTECTED;
    }

    boolean allows(Caller caller) {
        return switch (this) {
            case NOTHING, UNPROTECTED -> true;
            case ANY_TOKEN -> !caller.isAnonymous();
            case PROFILE -> caller.hasProfile();
            case EMAIL -> caller.hasEmail();
            case OPTIONAL -> caller.isAnonymous() || caller.hasProfile();
        };
    }
}
