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
 *   stretch = position;                                    // digits from here on
 *   position += 51;
 *   if (!ShapeSteps.areZoned(base, origin + position, 2, '0')) return false;
 *   count = ShapeSteps.zonedLength(base, origin + position, 2, '0');
 *   position += 2;
 *   end = ShapeSteps.end(position, count, count, 0, 11, limit - 75);     // 75 bytes of the next run must follow
 *   if (end < 0) return false;
 *   offsets[32] = position;
 *   units[32] = count;
 *   position = end;
 *   if (!ContentCheck.passes(ASCII_DIGITS, base, origin + stretch, position - stretch)) return false;
 *   ...
 *   return position == limit;
 * }</pre>
 * Room is checked before it is used: first for all bytes before the first value of variable length, then with the end
 * of each such value for all bytes up to the next. Content is checked by the stretch: neighbours of the same
 * content are one, length prefixes between them included where they are digits of the same kind.
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
    private static final MethodTypeDesc ARE_PACKED = LENGTH_OF.changeReturnType(CD_boolean);
    private static final MethodTypeDesc ARE_ZONED = ZONED_LENGTH_OF.changeReturnType(CD_boolean);
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
    private static final int STRETCH = 11;

    private final Plan plan;
    private final List<ShapePart> parts;
    /** What the bytes from the start of the stretch to the position are to be; none when they are all checked. */
    private int stretchOf = ContentCheck.NONE;

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
        endStretch(code, 0, fail);
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
        for (final ShapePart.Fixed fixed : run.fields()) {
            code.aload(OFFSETS).loadConstant(fixed.field());
            code.iload(POSITION).loadConstant(fixed.offset()).iadd().iastore();
            if (fixed.check() < ContentCheck.OF_FIELD) {
                stretchOn(code, fixed.check(), fixed.offset(), fail);
            } else {
                endStretch(code, fixed.offset(), fail);
                code.aload(PARSER_SLOT).loadConstant(fixed.field());
                code.iload(POSITION).loadConstant(fixed.offset()).iadd();
                code.loadConstant(plan.form(fixed.field()).maxLength());
                code.invokestatic(STEPS, "holds", HOLDS).ifeq(fail);
            }
        }
        code.iload(POSITION).loadConstant(run.bytes()).iadd().istore(POSITION);
    }

    /** Has the bytes from that offset on checked, with those before them if they are of the same kind. */
    private void stretchOn(final CodeBuilder code, final int kind, final int offset, final Label fail) {
        if (kind != stretchOf) {
            endStretch(code, offset, fail);
            code.iload(POSITION).loadConstant(offset).iadd().istore(STRETCH);
            stretchOf = kind;
        }
    }

    private void endStretch(final CodeBuilder code, final int offset, final Label fail) {
        if (stretchOf != ContentCheck.NONE) {
            code.loadConstant(stretchOf);
            code.aload(BASE).lload(ORIGIN).iload(STRETCH).i2l().ladd();
            code.iload(POSITION).loadConstant(offset).iadd().iload(STRETCH).isub();
            code.invokestatic(desc(ContentCheck.class), "passes", PASSES).ifeq(fail);
        }
        stretchOf = ContentCheck.NONE;
    }

    private void parseVariable(
        final CodeBuilder code, final ShapePart.Variable variable, final int roomBehind, final Label fail) {
        final int field = variable.field();
        final int check = Plan.check(variable.op());
        final FieldForm form = plan.form(field);
        if (check != stretchOf || !ContentCheck.admitsLength(check, Plan.prefix(variable.op()))) {
            endStretch(code, 0, fail);
        }
        readLength(code, variable.op(), fail);
        code.iload(POSITION).loadConstant(Plan.prefixBytes(variable.op())).iadd().istore(POSITION);

        code.iload(POSITION).iload(COUNT);
        loadBytesOfCount(code, variable.op());
        code.loadConstant(form.minLength()).loadConstant(form.maxLength());
        code.iload(LIMIT).loadConstant(roomBehind).isub();
        code.invokestatic(STEPS, "end", END_OF).istore(END);
        code.iload(END).iflt(fail);

        code.aload(OFFSETS).loadConstant(field).iload(POSITION).iastore();
        code.aload(UNITS).loadConstant(field).iload(COUNT).iastore();
        if (check < ContentCheck.OF_FIELD) {
            stretchOn(code, check, 0, fail);
        } else {
            code.aload(PARSER_SLOT).loadConstant(field).iload(POSITION).iload(COUNT);
            code.invokestatic(STEPS, "holds", HOLDS).ifeq(fail);
        }
        code.iload(END).istore(POSITION);
    }

    private static void readLength(final CodeBuilder code, final int op, final Label fail) {
        switch (Plan.prefix(op)) {
            case Plan.PREFIX_ASCII -> readZonedLength(code, op, '0', fail);
            case Plan.PREFIX_EBCDIC -> readZonedLength(code, op, 0xF0, fail);
            case Plan.PREFIX_BCD -> {
                loadPrefix(code, op).invokestatic(STEPS, "arePacked", ARE_PACKED).ifeq(fail);
                loadPrefix(code, op).invokestatic(STEPS, "packedLength", LENGTH_OF);
            }
            default -> loadPrefix(code, op).invokestatic(STEPS, "binaryLength", LENGTH_OF);
        }
        code.istore(COUNT);
    }

    private static void readZonedLength(final CodeBuilder code, final int op, final int zone, final Label fail) {
        loadPrefix(code, op).loadConstant(zone).invokestatic(STEPS, "areZoned", ARE_ZONED).ifeq(fail);
        loadPrefix(code, op).loadConstant(zone).invokestatic(STEPS, "zonedLength", ZONED_LENGTH_OF);
    }

    private static CodeBuilder loadPrefix(final CodeBuilder code, final int op) {
        return code.aload(BASE).lload(ORIGIN).iload(POSITION).i2l().ladd().loadConstant(Plan.prefixBytes(op));
    }

    private static void loadBytesOfCount(final CodeBuilder code, final int op) {
        code.iload(COUNT);
        switch (Plan.size(op)) {
            case Plan.SIZE_HALF -> code.iconst_1().iadd().iconst_1().ishr();
            case Plan.SIZE_DOUBLE -> code.iconst_1().ishl();
            default -> { }
        }
    }
}
