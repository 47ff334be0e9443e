package org.resourceprotector.contract;

import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The file of an application class that has the annotations of one of the suite, of its superclasses and interfaces, and
 * nothing else: Quarkus makes an instance by itself, and takes an application that names classes or singletons for one that
 * has no others.
 */
final class AnnotatedApplication {

    private static final String NAME = "org/resourceprotector/contract/QuarkusApplication";

    private final ClassWriter written = new ClassWriter(0);
    private boolean isAnnotated;

    private AnnotatedApplication() {}

    /** Writes the class, unless the application has no annotation. */
    static void write(Class<? extends Application> type, Path folder) throws IOException {
        AnnotatedApplication made = new AnnotatedApplication();
        made.begin();
        made.copy(type);
        if (made.isAnnotated) {
            Path file = folder.resolve(NAME + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, made.written.toByteArray());
        }
    }

    private void begin() {
        String parent = Application.class.getName().replace('.', '/');
        written.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, NAME, null, parent, null);
        MethodVisitor constructor = written.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, parent, "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(1, 1);
        constructor.visitEnd();
    }

    private void copy(Class<?> type) throws IOException {
        if (type == Application.class) {
            return;
        }
        for (Class<?> parent : type.getInterfaces()) {
            copy(parent);
        }
        if (type.getSuperclass() != null) {
            copy(type.getSuperclass());
        }
        try (InputStream in =
                type.getClassLoader().getResourceAsStream(type.getName().replace('.', '/') + ".class")) {
            new ClassReader(in).accept(annotations(), ClassReader.SKIP_CODE);
        }
    }

    private ClassVisitor annotations() {
        return new ClassVisitor(Opcodes.ASM9) {
            @Override
            public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
                isAnnotated |= visible;
                return written.visitAnnotation(descriptor, visible);
            }
        };
    }
}
