package org.resourceprotector.mtls;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A range of IP addresses. Immutable. Never asks a name server.
 *
 * @param network the bits that all of them start with
 * @param host how many bits differ
 * @param length how many bytes an address has
 */
record Cidr(BigInteger network, int host, int length) {

    private static final String IPV4 = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}";

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException if it is no address, no range, or everything
     */
    static Cidr of(String text) {
        String[] parts = Objects.requireNonNull(text, "cidr").split("/", 2);
        byte[] first = address(parts[0]);
        boolean isOne = parts.length == 1;
        if (first == null || (!isOne && !parts[1].matches("\\d{1,3}"))) {
            throw new IllegalArgumentException("not an IP address or a range of them, such as 10.0.0.0/8: " + text);
        }
        int all = first.length * Byte.SIZE;
        int prefix = isOne ? all : Integer.parseInt(parts[1]);
        if (prefix < 1 || prefix > all) {
            throw new IllegalArgumentException("a range that is no range, or everybody: " + text);
        }
        BigInteger number = new BigInteger(1, first);
        BigInteger network = number.shiftRight(all - prefix);
        if (!network.shiftLeft(all - prefix).equals(number)) {
            throw new IllegalArgumentException("an address inside of a range, where its first one is meant: " + text);
        }
        return new Cidr(network, all - prefix, first.length);
    }

    /** Whether an address is in the range; false if it is none. */
    boolean contains(@Nullable String address) {
        byte[] bytes = address == null ? null : address(address);
        return bytes != null
                && bytes.length == length
                && new BigInteger(1, bytes).shiftRight(host).equals(network);
    }

    /** Whether the JDK reads it as an address, or refuses it, and looks it up in no case: that depends on its first character, too. */
    static boolean isLiteral(String text) {
        return text.matches(IPV4) || (text.indexOf(':') >= 0 && text.matches("[0-9a-fA-F:][0-9a-fA-F:.]{1,44}"));
    }

    /** The bytes of an address; null if it is no literal one. One of IPv4 in IPv6 is one of IPv4. */
    private static byte @Nullable [] address(String text) {
        String plain = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        String literal = plain.split("%", 2)[0];
        if (!isLiteral(literal)) {
            return null;
        }
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException notAnAddress) {
            return null;
        }
    }
}
