package org.resourceprotector.servers.beans;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What carries this is called by an interceptor. */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Noted {

    /** Adds to the answer that it was there. */
    @Noted
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    class Note {

        @AroundInvoke
        Object around(InvocationContext call) throws Exception {
            return call.proceed() + " and was noted";
        }
    }
}
