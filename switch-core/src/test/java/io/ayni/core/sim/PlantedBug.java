package io.ayni.core.sim;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.function.BiConsumer;

/**
 * A bug put into the compiled class of the product while a test loads it: the product's source knows nothing of it.
 *
 * @param name      as a report tells it
 * @param className of the class, within {@code io.ayni.core}
 */
record PlantedBug(String name, String className, Change change) {
    /** @return the bytes of the class with the bug in them; throws when the bug finds nothing to change. */
    @FunctionalInterface
    interface Change {
        byte[] in(ClassModel model);
    }

    @Override
    public String toString() {
        return name;
    }

    /** The method forgets to call another. */
    static PlantedBug forgets(final String name, final String className, final String method, final String callee) {
        return onCode(name, className, method, (builder, element) -> {
            if (element instanceof InvokeInstruction invoke && invoke.name().equalsString(callee)) {
                final MethodTypeDesc type = invoke.typeSymbol();
                for (int i = type.parameterCount() - 1; i >= 0; i--) {
                    pop(builder, TypeKind.from(type.parameterType(i)));
                }
                if (invoke.opcode() != Opcode.INVOKESTATIC) {
                    builder.pop();
                }
                pushZero(builder, TypeKind.from(type.returnType()));
                return true;
            }
            return false;
        });
    }

    /** A number in the method is another. */
    static PlantedBug miscounts(final String name, final String className, final String method, final Object right,
        final Object wrong) {
        return onCode(name, className, method, (builder, element) -> {
            if (element instanceof ConstantInstruction constant && constant.constantValue().equals(right)) {
                builder.loadConstant((ConstantDesc) wrong);
                return true;
            }
            return false;
        });
    }

    /** The n-th branch of the method goes the other way. */
    static PlantedBug inverts(final String name, final String className, final String method, final int nth) {
        final int[] seen = {0};
        return onCode(name, className, method, (builder, element) -> {
            if (element instanceof BranchInstruction branch && branch.opcode() != Opcode.GOTO && ++seen[0] == nth) {
                builder.branch(opposite(branch.opcode()), branch.target());
                return true;
            }
            return false;
        });
    }

    /** The method does nothing and says the same whatever it is asked; null for an object, 0 or 1 for a boolean. */
    static PlantedBug always(final String name, final String className, final String method, final long value) {
        return onMethod(name, className, method, (builder, original) -> builder.withMethodBody(
            original.methodName().stringValue(), original.methodTypeSymbol(), original.flags().flagsMask(), code -> {
                final TypeKind kind = TypeKind.from(original.methodTypeSymbol().returnType());
                switch (kind) {
                    case LONG -> code.loadConstant(value);
                    case REFERENCE -> code.aconst_null();
                    case VOID -> { }
                    default -> code.loadConstant((int) value);
                }
                code.return_(kind);
            }));
    }

    /** The method says one and the same constant of an enum. */
    static PlantedBug alwaysEnum(final String name, final String className, final String method, final String enumName,
        final String constant) {
        final ClassDesc type = ClassDesc.of("io.ayni.core." + enumName);
        return onMethod(name, className, method, (builder, original) -> builder.withMethodBody(
            original.methodName().stringValue(), original.methodTypeSymbol(), original.flags().flagsMask(),
            code -> code.getstatic(type, constant, type).areturn()));
    }

    /** The method does its work twice. */
    static PlantedBug twice(final String name, final String className, final String method) {
        return onMethod(name, className, method, (builder, original) -> {
            final String once = method + "Once";
            final MethodTypeDesc type = original.methodTypeSymbol();
            builder.withMethod(once, type, original.flags().flagsMask(), body -> original.forEach(body::with));
            builder.withMethodBody(method, type, original.flags().flagsMask(), code -> {
                for (int time = 0; time < 2; time++) {
                    callItself(code, original, once, time == 1);
                }
                code.return_(TypeKind.from(type.returnType()));
            });
        });
    }

    private static void callItself(final CodeBuilder code, final MethodModel original, final String once,
        final boolean keepResult) {
        final MethodTypeDesc type = original.methodTypeSymbol();
        final ClassDesc owner = original.parent().orElseThrow().thisClass().asSymbol();
        final boolean isStatic = original.flags().has(AccessFlag.STATIC);
        int slot = 0;
        if (!isStatic) {
            code.aload(slot++);
        }
        for (int i = 0; i < type.parameterCount(); i++) {
            final TypeKind kind = TypeKind.from(type.parameterType(i));
            code.loadLocal(kind, slot);
            slot += kind.slotSize();
        }
        if (isStatic) {
            code.invokestatic(owner, once, type);
        } else {
            code.invokevirtual(owner, once, type);
        }
        if (!keepResult) {
            pop(code, TypeKind.from(type.returnType()));
        }
    }

    @FunctionalInterface
    private interface Rewrite {
        boolean replace(CodeBuilder builder, CodeElement element);
    }

    private static PlantedBug onCode(final String name, final String className, final String method,
        final Rewrite rewrite) {
        return new PlantedBug(name, className, model -> {
            final boolean[] changed = {false};
            final byte[] bytes = ClassFile.of().transformClass(model, (builder, element) -> {
                if (element instanceof MethodModel each && each.methodName().equalsString(method)) {
                    builder.transformMethod(each, MethodTransform.transformingCode(
                        (code, instruction) -> {
                            if (rewrite.replace(code, instruction)) {
                                changed[0] = true;
                            } else {
                                code.with(instruction);
                            }
                        }));
                } else {
                    builder.with(element);
                }
            });
            return requireChanged(name, changed[0], bytes);
        });
    }

    private static PlantedBug onMethod(final String name, final String className, final String method,
        final BiConsumer<ClassBuilder, MethodModel> rewrite) {
        return new PlantedBug(name, className, model -> {
            final boolean[] changed = {false};
            final byte[] bytes = ClassFile.of().transformClass(model, (builder, element) -> {
                if (element instanceof MethodModel each && each.methodName().equalsString(method)) {
                    rewrite.accept(builder, each);
                    changed[0] = true;
                } else {
                    builder.with(element);
                }
            });
            return requireChanged(name, changed[0], bytes);
        });
    }

    private static byte[] requireChanged(final String name, final boolean changed, final byte[] bytes) {
        if (!changed) {
            throw new AssertionError("the bug '" + name + "' found nothing to break: the product has changed");
        }
        return bytes;
    }

    private static void pop(final CodeBuilder code, final TypeKind kind) {
        if (kind.slotSize() == 2) {
            code.pop2();
        } else if (kind.slotSize() == 1) {
            code.pop();
        }
    }

    private static void pushZero(final CodeBuilder code, final TypeKind kind) {
        switch (kind) {
            case VOID -> { }
            case LONG -> code.lconst_0();
            case REFERENCE -> code.aconst_null();
            default -> code.iconst_0();
        }
    }

    private static Opcode opposite(final Opcode opcode) {
        return switch (opcode) {
            case IFEQ -> Opcode.IFNE;
            case IFNE -> Opcode.IFEQ;
            case IFLT -> Opcode.IFGE;
            case IFGE -> Opcode.IFLT;
            case IFGT -> Opcode.IFLE;
            case IFLE -> Opcode.IFGT;
            case IF_ICMPEQ -> Opcode.IF_ICMPNE;
            case IF_ICMPNE -> Opcode.IF_ICMPEQ;
            case IF_ICMPLT -> Opcode.IF_ICMPGE;
            case IF_ICMPGE -> Opcode.IF_ICMPLT;
            case IF_ICMPGT -> Opcode.IF_ICMPLE;
            case IF_ICMPLE -> Opcode.IF_ICMPGT;
            case IF_ACMPEQ -> Opcode.IF_ACMPNE;
            case IF_ACMPNE -> Opcode.IF_ACMPEQ;
            case IFNULL -> Opcode.IFNONNULL;
            case IFNONNULL -> Opcode.IFNULL;
            default -> throw new AssertionError("no opposite of " + opcode);
        };
    }
}
