package org.resourceprotector.fuzz;

import java.util.Arrays;

/** Two inputs in one, with a NUL between them, which JSON never has. */
public final class Parts {

    private final byte[] input;
    private final int end;

    private Parts(byte[] input, int end) {
        this.input = input;
        this.end = end;
    }

    /** Splits an input. */
    public static Parts of(byte[] input) {
        int end = 0;
        while (end < input.length && input[end] != 0) {
            end++;
        }
        return new Parts(input, end);
    }

    /** All of it if there is no NUL. */
    public byte[] first() {
        return Arrays.copyOf(input, end);
    }

    /** Empty if there is no NUL. */
    public byte[] second() {
        return Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length);
    }
}
