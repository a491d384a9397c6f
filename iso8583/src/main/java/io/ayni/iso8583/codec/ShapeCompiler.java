package io.ayni.iso8583.codec;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import io.ayni.iso8583.field.FieldForm;

import org.agrona.concurrent.UnsafeBuffer;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.List;

/**
 * Turns the parts of a message of one shape into a class of its own: a straight line of calls of {@link ShapeSteps} and
 * {@link ContentCheck#passes}, one after the other, with lengths, offsets and checks as constants, so that the JIT
 * compiler folds what a table would make it look up for each message. For a run of fields and one behind a length:
 * <pre>{@code
 *   if (limit - position < 53) return false;               // the run and the length prefix behind it
 *   offsets[3] = position;
 *   if (!ContentCheck.passes(ASCII_DIGITS, base, origin + position, 51)) return false;
 *   position += 51;
 *   count = ShapeSteps.zonedLength(base, origin + position, 2, '0');
 *   position += 2;
 *   end = ShapeSteps.end(position, count, count, 0, 11, limit - 75);     // 75 bytes of the next run must follow
 *   if (end < 0) return false;
 *   offsets[32] = position;
 *   units[32] = count;
 *   if (!ContentCheck.passes(ASCII_DIGITS, base, origin + position, end - position)) return false;
 *   position = end;
 *   ...
 *   return position == limit;
 * }</pre>
 * Room is checked before it is used: first for all bytes before the first value of variable length, then with the end of
 * each such value for all bytes up to the next.
 */
final class ShapeCompiler {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final ClassDesc PROGRAM = desc(ShapeProgram.class);
    private static final ClassDesc PARSER = desc(FieldParser.class);
    private static final ClassDesc STEPS = desc(ShapeSteps.class);
    private static final ClassDesc VIEW = desc(UnsafeBuffer.class);
    private static final ClassDesc INTS = CD_int.arrayType();
    private static final MethodTypeDesc LENGTH_OF = MethodTypeDesc.of(CD_int, CD_Object, CD_long, CD_int);
    private static final MethodTypeDesc ZONED_LENGTH_OF = LENGTH_OF.insertParameterTypes(3, CD_int);
    private static final MethodTypeDesc END_OF =
        MethodTypeDesc.of(CD_int, CD_int, CD_int, CD_int, CD_int, CD_int, CD_int);
    private static final MethodTypeDesc PASSES =
        MethodTypeDesc.of(CD_boolean, CD_int, CD_Object, CD_long, CD_int);
    private static final MethodTypeDesc HOLDS = MethodTypeDesc.of(CD_boolean, PARSER, CD_int, CD_int, CD_int);

    /** Slots of the local variables; 0 is the program itself. */
    private static final int PARSER_SLOT = 1;
    private static final int POSITION = 2;
    private static final int BASE = 3;
    private static final int ORIGIN = 4;
    private static final int LIMIT = 6;
    private static final int OFFSETS = 7;
    private static final int UNITS = 8;
    private static final int COUNT = 9;
    private static final int END = 10;

    private final Plan plan;
    private final List<ShapePart> parts;

    private ShapeCompiler(final Plan plan, final List<ShapePart> parts) {
        this.plan = plan;
        this.parts = parts;
    }

    private static ClassDesc desc(final Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    static ShapeProgram compile(final Plan plan, final List<ShapePart> parts) {
        final ClassDesc name = ClassDesc.of(ShapeProgram.class.getPackageName(), "CompiledShape");
        final byte[] bytes = ClassFile.of().build(name, type -> type
            .withSuperclass(PROGRAM)
            .withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
            .withMethodBody(INIT_NAME, MTD_void, 0,
                code -> code.aload(0).invokespecial(PROGRAM, INIT_NAME, MTD_void).return_())
            .withMethodBody("parse", MethodTypeDesc.of(CD_boolean, PARSER, CD_int), 0,
                new ShapeCompiler(plan, parts)::parse));
        try {
            final MethodHandles.Lookup hidden = LOOKUP.defineHiddenClass(bytes, true);
            return (ShapeProgram)hidden.lookupClass().getDeclaredConstructor().newInstance();
        } catch (final ReflectiveOperationException impossible) {
            throw new IllegalStateException("a class of this package cannot be made", impossible);
        }
    }

    private void parse(final CodeBuilder code) {
        final Label fail = code.newLabel();
        loadParser(code);
        code.iload(LIMIT).iload(POSITION).isub().loadConstant(roomFrom(0)).if_icmplt(fail);
        for (int i = 0; i < parts.size(); i++) {
            switch (parts.get(i)) {
                case final ShapePart.Run run -> parseRun(code, run, fail);
                case final ShapePart.Variable variable -> parseVariable(code, variable, roomFrom(i + 1), fail);
            }
        }
        code.iload(POSITION).iload(LIMIT).if_icmpne(fail).iconst_1().ireturn();
        code.labelBinding(fail).iconst_0().ireturn();
    }

    private static void loadParser(final CodeBuilder code) {
        code.aload(PARSER_SLOT).getfield(PARSER, "view", VIEW)
            .invokevirtual(VIEW, "byteArray", MethodTypeDesc.of(ClassDesc.ofDescriptor("[B"))).astore(BASE);
        code.aload(PARSER_SLOT).getfield(PARSER, "view", VIEW)
            .invokevirtual(VIEW, "addressOffset", MethodTypeDesc.of(CD_long)).lstore(ORIGIN);
        code.aload(PARSER_SLOT).getfield(PARSER, "limit", CD_int).istore(LIMIT);
        code.aload(PARSER_SLOT).getfield(PARSER, "offsets", INTS).astore(OFFSETS);
        code.aload(PARSER_SLOT).getfield(PARSER, "units", INTS).astore(UNITS);
    }

    /** @return the bytes from that part on until the value of the next one of variable length starts. */
    private int roomFrom(final int part) {
        int room = 0;
        for (final ShapePart next : parts.subList(part, parts.size())) {
            switch (next) {
                case final ShapePart.Run run -> room += run.bytes();
                case final ShapePart.Variable variable -> {
                    return room + Plan.prefixBytes(variable.op());
                }
            }
        }
        return room;
    }

    private void parseRun(final CodeBuilder code, final ShapePart.Run run, final Label fail) {
        code.aload(OFFSETS).loadConstant(run.anchor()).iload(POSITION).iastore();
        for (final ShapePart.Check check : run.checks()) {
            if (check.kind() < ContentCheck.OF_FIELD) {
                code.loadConstant(check.kind());
                loadAddress(code, check.offset());
                code.loadConstant(check.bytes());
                code.invokestatic(desc(ContentCheck.class), "passes", PASSES);
            } else {
                code.aload(PARSER_SLOT).loadConstant(check.field());
                code.iload(POSITION).loadConstant(check.offset()).iadd();
                code.loadConstant(plan.form(check.field()).maxLength());
                code.invokestatic(STEPS, "holds", HOLDS);
            }
            code.ifeq(fail);
        }
        code.iload(POSITION).loadConstant(run.bytes()).iadd().istore(POSITION);
    }

    private void parseVariable(
        final CodeBuilder code, final ShapePart.Variable variable, final int roomBehind, final Label fail) {
        final int field = variable.field();
        final FieldForm form = plan.form(field);
        loadAddress(code, 0);
        readLength(code, variable.op());
        code.istore(COUNT);
        code.iload(POSITION).loadConstant(Plan.prefixBytes(variable.op())).iadd().istore(POSITION);

        code.iload(POSITION).iload(COUNT);
        loadBytesOfCount(code, variable.op());
        code.loadConstant(form.minLength()).loadConstant(form.maxLength());
        code.iload(LIMIT).loadConstant(roomBehind).isub();
        code.invokestatic(STEPS, "end", END_OF).istore(END);
        code.iload(END).iflt(fail);

        code.aload(OFFSETS).loadConstant(field).iload(POSITION).iastore();
        code.aload(UNITS).loadConstant(field).iload(COUNT).iastore();
        checkVariable(code, field, Plan.check(variable.op()), fail);
        code.iload(END).istore(POSITION);
    }

    private static void readLength(final CodeBuilder code, final int op) {
        code.loadConstant(Plan.prefixBytes(op));
        switch (Plan.prefix(op)) {
            case Plan.PREFIX_ASCII -> code.loadConstant('0').invokestatic(STEPS, "zonedLength", ZONED_LENGTH_OF);
            case Plan.PREFIX_EBCDIC -> code.loadConstant(0xF0).invokestatic(STEPS, "zonedLength", ZONED_LENGTH_OF);
            case Plan.PREFIX_BCD -> code.invokestatic(STEPS, "packedLength", LENGTH_OF);
            default -> code.invokestatic(STEPS, "binaryLength", LENGTH_OF);
        }
    }

    private static void loadBytesOfCount(final CodeBuilder code, final int op) {
        code.iload(COUNT);
        switch (Plan.size(op)) {
            case Plan.SIZE_HALF -> code.iconst_1().iadd().iconst_1().ishr();
            case Plan.SIZE_DOUBLE -> code.iconst_1().ishl();
            default -> { }
        }
    }

    private static void checkVariable(final CodeBuilder code, final int field, final int check, final Label fail) {
        if (check == ContentCheck.NONE) {
            return;
        }
        if (check < ContentCheck.OF_FIELD) {
            code.loadConstant(check);
            loadAddress(code, 0);
            code.iload(END).iload(POSITION).isub();
            code.invokestatic(desc(ContentCheck.class), "passes", PASSES);
        } else {
            code.aload(PARSER_SLOT).loadConstant(field).iload(POSITION).iload(COUNT);
            code.invokestatic(STEPS, "holds", HOLDS);
        }
        code.ifeq(fail);
    }

    /** What {@code UnsafeApi} takes: the array and the address of a byte at that distance from the position. */
    private static void loadAddress(final CodeBuilder code, final int distance) {
        code.aload(BASE).lload(ORIGIN).iload(POSITION).i2l().ladd();
        if (distance > 0) {
            code.loadConstant((long)distance).ladd();
        }
    }
}
