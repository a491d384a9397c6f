package io.ayni.iso8583.spec;

import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.field.LengthPrefix;

import java.util.ArrayList;
import java.util.List;

/**
 * A dialect in the manner of the Postilion interchange: ISO 8583:1987 with field 127 made of subfields behind a bitmap
 * of eight bytes. Subfields that hold card data or nobody knows what are not shown.
 */
final class Postilion {
    private static final int NESTED_FIELD = 127;
    private static final int SECURITY_CONTROL_FIELD = 53;
    private static final int NESTED_LENGTH_DIGITS = 6;
    private static final int NESTED_MAX_LENGTH = 99_999;
    private static final int SECURITY_CONTROL_LENGTH = 48;

    private static final String SUBFIELDS = """
          2 | ans | ..32     | public    | Switch key
          3 | ans | 48       | public    | Routing information
          4 | ans | 22       | public    | Point of service data
          5 | ans | 73       | public    | Service station data
          6 | n   | 2        | public    | Authorization profile
          7 | ans | ..70     | composite | Check data
          8 | ans | ...999   | composite | Retention data
          9 | ans | ...255   | composite | Additional node data
         10 | n   | 3        | secret    | Card verification value 2
         11 | ans | ..32     | public    | Original key
         12 | ans | ..25     | public    | Terminal owner
         13 | ans | 17       | public    | Point of service geographic data
         14 | ans | 8        | public    | Sponsor bank
         15 | ans | ..29     | secret    | Address verification data
         16 | ans | 1        | public    | Address verification result
         17 | ans | ..50     | secret    | Cardholder information
         18 | ans | ..50     | composite | Validation data
         19 | ans | 31       | public    | Bank details
         20 | n   | 8        | public    | Originator or authorizer date settlement
         21 | ans | ..12     | public    | Record identification
         22 | ans | .....99999 | composite | Structured data
         23 | ans | 253      | composite | Payee name and address
         24 | ans | ..28     | public    | Payer account
         25 | ans | ....8000 | composite | Integrated circuit card data
         26 | ans | ..20     | public    | Original node
         27 | ans | 1        | public    | Card verification result
         28 | n   | 4        | secret    | Card identifier
         29 | b   | 40       | secret    | 3-D Secure data
         30 | ans | 1        | public    | 3-D Secure result
         31 | ans | ..11     | public    | Issuer network
         32 | b   | ..33     | secret    | Cardholder authentication data
         33 | n   | 4        | public    | Extended transaction type
         34 | n   | 2        | public    | Account type qualifiers
         35 | ans | ..11     | public    | Acquirer network
         36 | ans | ..25     | composite | Customer identification
         37 | an  | 4        | public    | Extended response code
         38 | ans | ..99     | public    | Additional point of service data code
         39 | an  | 2        | public    | Original response code
        """;

    private Postilion() {
    }

    static List<FieldSpec> fields() {
        final List<FieldSpec> fields = new ArrayList<>(FieldList.read(Iso1987.FIELDS, Scheme.ASCII_AND_BYTES));
        fields.replaceAll(Postilion::replaced);
        return fields;
    }

    private static FieldSpec replaced(final FieldSpec field) {
        return switch (field.number()) {
            case SECURITY_CONTROL_FIELD ->
                field.withForm(FieldForm.fixed(Content.B, Encoding.BINARY, SECURITY_CONTROL_LENGTH));
            case NESTED_FIELD -> new FieldSpec(NESTED_FIELD, "Postilion private field",
                FieldForm.variable(Content.B, Encoding.BINARY, LengthPrefix.ascii(NESTED_LENGTH_DIGITS),
                    NESTED_MAX_LENGTH),
                Sensitivity.COMPOSITE, new Structure.Subfields(FieldTable.of(new BitmapForm(Encoding.BINARY, 1),
                    FieldList.read(SUBFIELDS, Scheme.ASCII_AND_BYTES))));
            default -> field;
        };
    }
}
