package io.ayni.iso8583.spec;

import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.field.LengthPrefix;
import io.ayni.iso8583.field.LengthPrefix.Counts;
import io.ayni.iso8583.field.NibbleFill;
import io.ayni.iso8583.field.Padding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form of a field in a few words, as ISO 8583 writes it: {@code n6}, {@code an12}, {@code n..19},
 * {@code ans...999}, {@code n..19 llvar}. As many dots as the length has digits (bytes, where it is binary), unless a
 * word says so; a number before the dots is the shortest length. What differs from the {@link Scheme} follows in words of
 * {@link #words}, and what may be shown of the field: {@code public}, {@code pan}, {@code secret}, {@code composite}.
 */
public final class FieldNotation {
    private static final Pattern FORM =
        Pattern.compile("(x\\+n|[a-z]+)\\s*(\\d{0,6})(\\.{0,6})(\\d{0,6})((?:\\s+\\S+)*)\\s*");
    private static final Pattern PREFIX_WORD = Pattern.compile("(l{1,6})var");
    private static final Map<String, Encoding> ENCODINGS = new LinkedHashMap<>();
    private static final Map<String, LengthPrefix.Form> PREFIX_FORMS = new LinkedHashMap<>();
    private static final Map<String, Counts> COUNTS = new LinkedHashMap<>();
    private static final Map<String, Padding> PADDINGS = new LinkedHashMap<>();
    private static final Map<String, NibbleFill> GAPS = new LinkedHashMap<>();
    private static final Map<String, Sensitivity> SENSITIVITIES = new LinkedHashMap<>();
    private static final String FILLED = "filled";
    private static final List<String> WORDS = new ArrayList<>();

    static {
        for (final Encoding encoding : Encoding.values()) {
            ENCODINGS.put(encoding == Encoding.EBCDIC_ZONED ? "zoned" : word(encoding), encoding);
        }
        for (final LengthPrefix.Form form : LengthPrefix.Form.values()) {
            if (form != LengthPrefix.Form.FIXED) {
                PREFIX_FORMS.put("length-" + word(form), form);
            }
        }
        for (final Counts counts : Counts.values()) {
            COUNTS.put("counts-" + word(counts), counts);
        }
        PADDINGS.put("pad-none", Padding.NONE);
        PADDINGS.put("pad-left-0", Padding.ZERO_LEFT);
        PADDINGS.put("pad-left-space", Padding.SPACE_LEFT);
        PADDINGS.put("pad-right-space", Padding.SPACE_RIGHT);
        PADDINGS.put("pad-right-0", Padding.ZERO_RIGHT);
        GAPS.put("odd-left-0", NibbleFill.LEADING_ZERO);
        GAPS.put("odd-right-0", NibbleFill.TRAILING_ZERO);
        GAPS.put("odd-left-f", NibbleFill.LEADING_F);
        GAPS.put("odd-right-f", NibbleFill.TRAILING_F);
        for (final Sensitivity sensitivity : Sensitivity.values()) {
            SENSITIVITIES.put(word(sensitivity), sensitivity);
        }
        WORDS.add("lvar to llllllvar");
        for (final Map<String, ?> known
            : List.of(ENCODINGS, PREFIX_FORMS, COUNTS, PADDINGS, GAPS, SENSITIVITIES)) {
            WORDS.addAll(known.keySet());
        }
        WORDS.add(FILLED);
    }

    private FieldNotation() {
    }

    /** @return the words that may follow the length. */
    public static List<String> words() {
        return List.copyOf(WORDS);
    }

    /**
     * A field without structure. What the notation does not say of its sensitivity follows from its number, as for
     * packagers of jPOS: card data is known by it, free fields and all subfields are not shown.
     *
     * @param nested whether it is a subfield
     * @throws IllegalArgumentException with what was expected
     */
    public static FieldSpec read(
        final int number, final String name, final String notation, final Scheme scheme, final boolean nested) {
        final Words words = new Words();
        final FieldSpec field = FieldSpec.of(number, name, form(notation, scheme, words));
        return field.withSensitivity(
            words.sensitivity == null ? JposPackager.sensitivity(number, nested, field) : words.sensitivity);
    }

    /** @throws IllegalArgumentException with what was expected */
    public static FieldForm readForm(final String notation, final Scheme scheme) {
        return form(notation, scheme, new Words());
    }

    /** @return the shortest notation of a field's form and, where its number does not tell, of its sensitivity. */
    public static String write(final FieldSpec field, final Scheme scheme, final boolean nested) {
        final String form = writeForm(field.form(), scheme);
        final boolean told = JposPackager.sensitivity(field.number(), nested, field) == field.sensitivity();
        return told ? form : form + ' ' + word(field.sensitivity());
    }

    /** @return the shortest notation of a form. */
    public static String writeForm(final FieldForm form, final Scheme scheme) {
        final LengthPrefix prefix = form.prefix();
        final StringBuilder text = new StringBuilder(form.content().notation());
        if (!prefix.isFixed()) {
            text.append(form.minLength() == 0 ? "" : form.minLength()).append(".".repeat(prefix.digits()));
        }
        text.append(form.maxLength());
        final Words standard = new Words();
        standard.complete(form.content(), prefix.isFixed(), scheme);
        append(text, ENCODINGS, form.encoding(), standard.encoding);
        if (!prefix.isFixed()) {
            append(text, PREFIX_FORMS, prefix.form(), standard.prefixForm);
            append(text, COUNTS, prefix.counts(), standard.counts);
        }
        append(text, GAPS, form.nibbleFill(), standard.gap);
        append(text, PADDINGS, form.padding(), standard.padding);
        return text.append(form.filled() ? " " + FILLED : "").toString();
    }

    private static <T> void append(
        final StringBuilder to, final Map<String, T> words, final T actual, final T standard) {
        if (actual != standard) {
            words.forEach((word, meaning) -> to.append(meaning == actual ? " " + word : ""));
        }
    }

    private static FieldForm form(final String notation, final Scheme scheme, final Words words) {
        final Matcher matcher = FORM.matcher(notation.strip());
        if (!matcher.matches() || matcher.group(matcher.group(3).isEmpty() ? 2 : 4).isEmpty()) {
            throw new IllegalArgumentException("expected a form such as n6, an12, n..19 or ans...999");
        }
        final Content content = content(matcher.group(1));
        words.read(matcher.group(5));
        final int dots = matcher.group(3).length();
        final boolean fixed = dots == 0;
        words.complete(content, fixed, scheme);
        final int max = Integer.parseInt(matcher.group(fixed ? 2 : 4));
        final int min = fixed ? max : matcher.group(2).isEmpty() ? 0 : Integer.parseInt(matcher.group(2));
        final LengthPrefix prefix = words.prefix(dots);
        final FieldForm form =
            new FieldForm(content, words.encoding, words.gap, prefix, min, max, words.padding, words.filled);
        if (max > prefix.max()) {
            throw new IllegalArgumentException("a length of " + prefix.digits()
                + (prefix.form() == LengthPrefix.Form.BINARY ? " byte" : " digit") + (prefix.digits() == 1 ? "" : "s")
                + " cannot say " + max);
        }
        return form;
    }

    private static Content content(final String notation) {
        final List<String> known = new ArrayList<>();
        for (final Content content : Content.values()) {
            if (content.notation().equals(notation)) {
                return content;
            }
            known.add(content.notation());
        }
        throw new IllegalArgumentException("expected one of " + String.join(", ", known) + " before the length");
    }

    private static String word(final Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the words behind the length say; null what they leave to the scheme. */
    private static final class Words {
        private Encoding encoding;
        private LengthPrefix.Form prefixForm;
        private Counts counts;
        private Padding padding;
        private NibbleFill gap;
        private Sensitivity sensitivity;
        private int prefixDigits;
        private boolean filled;

        private void read(final String text) {
            for (final String word : text.strip().split("\\s+")) {
                final Matcher prefix = PREFIX_WORD.matcher(word);
                if (prefix.matches()) {
                    prefixDigits = prefix.group(1).length();
                } else if (word.equals(FILLED)) {
                    filled = true;
                } else if (!word.isEmpty()) {
                    readWord(word);
                }
            }
        }

        private void readWord(final String word) {
            encoding = ENCODINGS.getOrDefault(word, encoding);
            prefixForm = PREFIX_FORMS.getOrDefault(word, prefixForm);
            counts = COUNTS.getOrDefault(word, counts);
            padding = PADDINGS.getOrDefault(word, padding);
            gap = GAPS.getOrDefault(word, gap);
            sensitivity = SENSITIVITIES.getOrDefault(word, sensitivity);
            if (!WORDS.contains(word)) {
                throw new IllegalArgumentException(
                    "'" + word + "' is no word of a form; expected one of " + String.join(", ", WORDS));
            }
        }

        private void complete(final Content content, final boolean fixed, final Scheme scheme) {
            if (fixed && (prefixForm != null || counts != null || prefixDigits > 0)) {
                throw new IllegalArgumentException("a fixed length has no length before it: expected dots, as in ..19");
            }
            encoding = encoding == null ? scheme.encoding(content, fixed) : encoding;
            prefixForm = prefixForm == null ? scheme.prefix() : prefixForm;
            counts = counts == null ? Counts.UNITS : counts;
            gap = gap == null ? fixed ? scheme.fixedFill() : scheme.variableFill() : gap;
            final Padding usual = fixed ? FieldForm.usualPadding(content) : Padding.NONE;
            padding = padding == null ? usual : padding;
        }

        private LengthPrefix prefix(final int dots) {
            return dots == 0 ? LengthPrefix.FIXED
                : new LengthPrefix(prefixForm, prefixDigits == 0 ? dots : prefixDigits, counts);
        }
    }
}
