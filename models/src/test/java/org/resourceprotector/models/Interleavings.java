package org.resourceprotector.models;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * Runs the operations of a class by two threads, in the orders that Lincheck tries: it switches between them at each access
 * to what they share, inside of the library and of the JDK. Each operation tells whether what it saw may be, so that a
 * sequential run, which Lincheck compares with, tells true only.
 *
 * <p>{@code -Dmodel.runs=100} tries a hundred times as many orders.
 */
public final class Interleavings {

    private static final int SCENARIOS = 10;
    private static final int ORDERS_OF_EACH = 200;

    private Interleavings() {}

    /**
     * Fails with the order in which something went wrong.
     *
     * @param atomic the names of classes within which no thread is switched
     */
    public static void check(Class<?> model, String... atomic) {
        new ModelCheckingOptions()
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .iterations(SCENARIOS)
                .invocationsPerIteration(ORDERS_OF_EACH * Integer.getInteger("model.runs", 1))
                .addGuarantee(forClasses(atomic).allMethods().ignore())
                .check(model);
    }
}
