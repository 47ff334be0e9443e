package org.resourceprotector.mtls;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * How a proxy writes the certificate of a client into a header. Each has one spelling for each certificate.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9440#section-2.2">RFC 9440, section 2.2</a>
 */
public enum ClientCertificateFormat {
    /** A byte sequence: base64 of the DER encoding between two colons. Caddy, HAProxy and nginx with Lua can write it. */
    RFC9440 {
        @Override
        byte @Nullable [] der(String text) {
            boolean isSequence = text.length() > 1 && text.startsWith(":") && text.endsWith(":");
            return isSequence ? decoded(text.substring(1, text.length() - 1)) : null;
        }
    },
    /**
     * PEM with percent-encoding, which nginx writes as {@code $ssl_client_escaped_cert}, and Apache httpd as
     * {@code %{escape:%{SSL_CLIENT_CERT}}}.
     */
    URL_ENCODED_PEM {
        @Override
        byte @Nullable [] der(String text) {
            String pem = percentDecoded(text);
            if (pem == null) {
                return null;
            }
            String lines = pem.replace("\r\n", "\n").strip();
            boolean isPem =
                    lines.startsWith(BEGIN) && lines.endsWith(END) && lines.length() > BEGIN.length() + END.length();
            return isPem
                    ? decoded(lines.substring(BEGIN.length(), lines.length() - END.length())
                            .replace("\n", ""))
                    : null;
        }
    },
    /** Base64 of the DER encoding, and nothing around it. */
    BASE64_DER {
        @Override
        byte @Nullable [] der(String text) {
            return decoded(text);
        }
    };

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----\n";
    private static final String END = "\n-----END CERTIFICATE-----";

    /** The DER encoding; null if the text is not of this format. */
    abstract byte @Nullable [] der(String text);

    /** Base64 in the one spelling that an encoder writes. */
    private static byte @Nullable [] decoded(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return bytes.length > 0 && Base64.getEncoder().encodeToString(bytes).equals(base64) ? bytes : null;
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    /** A plus stays a plus: this is no form. */
    private static @Nullable String percentDecoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
                if (low < 0) {
                    return null;
                }
                bytes.write(high * 16 + low);
                i += 2;
            } else if (c > '~') {
                return null;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
