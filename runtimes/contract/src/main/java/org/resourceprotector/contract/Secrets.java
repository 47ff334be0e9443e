package org.resourceprotector.contract;

/**
 * Marks what must never be seen outside. Every token of the suite holds {@link #TOKEN}, every exception that the suite
 * throws into the library holds {@link #EXCEPTION}; all answers, and all that was logged, are searched for them.
 */
final class Secrets {

    /** Part of every token that is sent. */
    static final String TOKEN = "s3cr3t";
    /** Part of the message of every exception that a fake throws; with a character that no nonce has. */
    static final String EXCEPTION = "b00m!";

    private Secrets() {}

    /** A token by its short name. */
    static String token(String name) {
        return TOKEN + "-" + name;
    }

    static Answer absentFrom(Answer answer) {
        for (String secret : new String[] {TOKEN, EXCEPTION}) {
            if (answer.holds(secret)) {
                throw new AssertionError("the answer holds " + secret + ": " + answer);
            }
        }
        return answer;
    }
}
