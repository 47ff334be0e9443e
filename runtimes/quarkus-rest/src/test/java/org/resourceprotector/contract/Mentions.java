package org.resourceprotector.contract;

import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/** The classes that a class extends, that its methods answer, and that their code makes or names. */
final class Mentions extends ClassVisitor {

    private final Set<String> names = new TreeSet<>();

    private Mentions() {
        super(Opcodes.ASM9);
    }

    /** Names of classes of the suite. */
    static Set<String> in(ClassReader type) {
        Mentions mentions = new Mentions();
        type.accept(mentions, ClassReader.SKIP_DEBUG);
        return mentions.names;
    }

    private void add(String internalName) {
        if (internalName != null && internalName.startsWith("org/resourceprotector/contract/")) {
            names.add(internalName.replace('/', '.'));
        }
    }

    private void addAll(String signature) {
        if (signature != null) {
            new SignatureReader(signature).accept(new SignatureVisitor(Opcodes.ASM9) {
                @Override
                public void visitClassType(String name) {
                    add(name);
                }
            });
        }
    }

    @Override
    public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
        add(parent);
        addAll(signature);
        for (String one : interfaces) {
            add(one);
        }
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
        addAll(signature);
        add(
                Type.getReturnType(descriptor).getSort() == Type.OBJECT
                        ? Type.getReturnType(descriptor).getInternalName()
                        : null);
        return new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitTypeInsn(int opcode, String type) {
                if (opcode == Opcodes.NEW) {
                    add(type);
                }
            }

            @Override
            public void visitLdcInsn(Object value) {
                if (value instanceof Type type && type.getSort() == Type.OBJECT) {
                    add(type.getInternalName());
                }
            }
        };
    }
}
