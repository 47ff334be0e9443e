package org.resourceprotector.token;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.resourceprotector.status.Status;

/** Makes the application's own token of each that a validator accepts. */
record MappedValidator(TokenValidator validator, Function<AccessToken, ? extends AccessToken> function)
        implements TokenValidator {

    MappedValidator {
        Objects.requireNonNull(validator, "validator");
        Objects.requireNonNull(function, "function");
    }

    @Override
    public Verdict validate(PresentedToken token) {
        Verdict verdict = validator.validate(token);
        return verdict instanceof Verdict.Accepted accepted ? Verdict.accepted(mapped(accepted.token())) : verdict;
    }

    private AccessToken mapped(AccessToken token) {
        AccessToken mapped =
                Objects.requireNonNull(function.apply(token), "the function of TokenValidator.as answered null");
        if (!Objects.equals(token.confirmation(), mapped.confirmation())) {
            throw new IllegalStateException("the function of TokenValidator.as lost the confirmation of a token;"
                    + " answer the original's confirmation() in that of the new token");
        }
        return mapped;
    }

    @Override
    public List<Status> status() {
        return validator.status();
    }

    @Override
    public boolean mayWait() {
        return validator.mayWait();
    }
}
