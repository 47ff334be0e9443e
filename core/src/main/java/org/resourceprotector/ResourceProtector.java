package org.resourceprotector;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.resourceprotector.token.TokenValidator;

/**
 * The one thing to register.
 */
public final class ResourceProtector implements Feature {

    private final List<TokenValidator> validators;

    private ResourceProtector(Builder builder) {
        this.validators = List.copyOf(builder.validators);
    }

    /**
     * A protector with the default settings.
     *
     * @param validators who knows the tokens
     * @return the protector
     */
    public static ResourceProtector with(TokenValidator... validators) {
        Builder builder = builder();
        for (TokenValidator validator : validators) {
            builder.validator(validator);
        }
        return builder.build();
    }

    /**
     * Starts a protector.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public boolean configure(FeatureContext context) {
        return !validators.isEmpty();
    }

    /** Collects the settings of a protector. */
    public static final class Builder {

        private final List<TokenValidator> validators = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a validator.
         *
         * @param validator who knows the tokens
         * @return this
         */
        public Builder validator(TokenValidator validator) {
            validators.add(Objects.requireNonNull(validator, "validator"));
            return this;
        }

        /**
         * Protects what carries neither annotation.
         *
         * @return this
         */
        public Builder protectUnannotated() {
            return this;
        }

        /**
         * Builds.
         *
         * @return the protector
         */
        public ResourceProtector build() {
            return new ResourceProtector(this);
        }
    }
}
