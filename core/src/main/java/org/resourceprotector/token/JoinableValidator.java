package org.resourceprotector.token;

import java.util.List;
import java.util.Optional;

/**
 * A validator that a chain asks together with its neighbours, because one look at a token tells which of them it is for.
 *
 * <p>A chain hands validators of the same class that stand side by side to the first of them. The order among validators of
 * different classes stays as it is.
 *
 * <p>Implementations must be thread-safe.
 *
 * @see TokenValidator#chain
 */
public interface JoinableValidator extends TokenValidator {

    /**
     * Several validators of this class as one, which gives each token the verdict that a chain of them would give.
     *
     * @param neighbours this one and those that follow it, in order; at least two
     * @return the validator; empty if they must be asked one after the other
     */
    Optional<TokenValidator> joined(List<? extends TokenValidator> neighbours);
}
