package org.resourceprotector.cdi.shop;

import java.util.Set;
import org.resourceprotector.token.AccessToken;

/** A token that says its owner and scopes: {@code ada.orders} is ada's, with the scope {@code orders}. */
public record ShopToken(String getName, Set<String> scopes) implements AccessToken {

    static ShopToken of(String text) {
        String[] parts = text.split("\\.", 2);
        return new ShopToken(parts[0], Set.of(parts[1]));
    }

    @Override
    public String toString() {
        return "ShopToken";
    }
}
