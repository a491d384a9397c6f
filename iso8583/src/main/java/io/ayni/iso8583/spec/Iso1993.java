package io.ayni.iso8583.spec;

/**
 * The data elements of ISO 8583:1993, without their encoding, in the columns of {@link FieldList}.
 */
final class Iso1993 {
    static final String FIELDS = """
              2 | n   | ..19   | pan       | Primary account number
              3 | n   | 6      | public    | Processing code
              4 | n   | 12     | public    | Amount, transaction
              5 | n   | 12     | public    | Amount, reconciliation
              6 | n   | 12     | public    | Amount, cardholder billing
              7 | n   | 10     | public    | Date and time, transmission
              8 | n   | 8      | public    | Amount, cardholder billing fee
              9 | n   | 8      | public    | Conversion rate, reconciliation
             10 | n   | 8      | public    | Conversion rate, cardholder billing
             11 | n   | 6      | public    | System trace audit number
             12 | n   | 12     | public    | Date and time, local transaction
             13 | n   | 4      | public    | Date, effective
             14 | n   | 4      | secret    | Date, expiration
             15 | n   | 6      | public    | Date, settlement
             16 | n   | 4      | public    | Date, conversion
             17 | n   | 4      | public    | Date, capture
             18 | n   | 4      | public    | Merchant type
             19 | n   | 3      | public    | Country code, acquiring institution
             20 | n   | 3      | public    | Country code, primary account number
             21 | n   | 3      | public    | Country code, forwarding institution
             22 | an  | 12     | public    | Point of service data code
             23 | n   | 3      | public    | Card sequence number
             24 | n   | 3      | public    | Function code
             25 | n   | 4      | public    | Message reason code
             26 | n   | 4      | public    | Card acceptor business code
             27 | n   | 1      | public    | Approval code length
             28 | n   | 6      | public    | Date, reconciliation
             29 | n   | 3      | public    | Reconciliation indicator
             30 | n   | 24     | public    | Amounts, original
             31 | ans | ..99   | public    | Acquirer reference data
             32 | n   | ..11   | public    | Acquiring institution identification code
             33 | n   | ..11   | public    | Forwarding institution identification code
             34 | ns  | ..28   | secret    | Primary account number, extended
             35 | z   | ..37   | secret    | Track 2 data
             36 | z   | ...104 | secret    | Track 3 data
             37 | an  | 12     | public    | Retrieval reference number
             38 | an  | 6      | public    | Approval code
             39 | n   | 3      | public    | Action code
             40 | n   | 3      | public    | Service code
             41 | ans | 8      | public    | Card acceptor terminal identification
             42 | ans | 15     | public    | Card acceptor identification code
             43 | ans | ..99   | public    | Card acceptor name/location
             44 | ans | ..99   | public    | Additional response data
             45 | ans | ..76   | secret    | Track 1 data
             46 | ans | ...204 | composite | Amounts, fees
             47 | ans | ...999 | composite | Additional data - national
             48 | ans | ...999 | composite | Additional data - private
             49 | an  | 3      | public    | Currency code, transaction
             50 | an  | 3      | public    | Currency code, reconciliation
             51 | an  | 3      | public    | Currency code, cardholder billing
             52 | b   | 8      | secret    | Personal identification number data
             53 | b   | ..48   | secret    | Security related control information
             54 | ans | ...120 | public    | Amounts, additional
             55 | b   | ...255 | emv       | Integrated circuit card related data
             56 | n   | ..35   | public    | Original data elements
             57 | n   | 3      | public    | Authorization life cycle code
             58 | n   | ..11   | public    | Authorizing agent institution identification code
             59 | ans | ...999 | composite | Transport data
             60 | ans | ...999 | composite | Reserved for national use
             61 | ans | ...999 | composite | Reserved for national use
             62 | ans | ...999 | composite | Reserved for private use
             63 | ans | ...999 | composite | Reserved for private use
             64 | b   | 8      | public    | Message authentication code
             65 | b   | 8      | public    | Reserved for ISO use
             66 | ans | ...204 | public    | Amounts, original fees
             67 | n   | 2      | public    | Extended payment data
             68 | n   | 3      | public    | Country code, receiving institution
             69 | n   | 3      | public    | Country code, settlement institution
             70 | n   | 3      | public    | Country code, authorizing agent institution
             71 | n   | 8      | public    | Message number
             72 | ans | ...999 | composite | Data record
             73 | n   | 6      | public    | Date, action
             74 | n   | 10     | public    | Credits, number
             75 | n   | 10     | public    | Credits, reversal number
             76 | n   | 10     | public    | Debits, number
             77 | n   | 10     | public    | Debits, reversal number
             78 | n   | 10     | public    | Transfer, number
             79 | n   | 10     | public    | Transfer, reversal number
             80 | n   | 10     | public    | Inquiries, number
             81 | n   | 10     | public    | Authorizations, number
             82 | n   | 10     | public    | Inquiries, reversal number
             83 | n   | 10     | public    | Payments, number
             84 | n   | 10     | public    | Payments, reversal number
             85 | n   | 10     | public    | Fee collections, number
             86 | n   | 16     | public    | Credits, amount
             87 | n   | 16     | public    | Credits, reversal amount
             88 | n   | 16     | public    | Debits, amount
             89 | n   | 16     | public    | Debits, reversal amount
             90 | n   | 10     | public    | Authorizations, reversal number
             91 | n   | 3      | public    | Country code, transaction destination institution
             92 | n   | 3      | public    | Country code, transaction originator institution
             93 | n   | ..11   | public    | Transaction destination institution identification code
             94 | n   | ..11   | public    | Transaction originator institution identification code
             95 | ans | ..99   | public    | Card issuer reference data
             96 | b   | ...999 | composite | Key management data
             97 | x+n | 17     | public    | Amount, net reconciliation
             98 | ans | 25     | public    | Payee
             99 | ans | ..11   | public    | Settlement institution identification code
            100 | n   | ..11   | public    | Receiving institution identification code
            101 | ans | ..17   | public    | File name
            102 | ans | ..28   | public    | Account identification 1
            103 | ans | ..28   | public    | Account identification 2
            104 | ans | ...100 | public    | Transaction description
            105 | n   | 16     | public    | Credits, chargeback amount
            106 | n   | 16     | public    | Debits, chargeback amount
            107 | n   | 10     | public    | Credits, chargeback number
            108 | n   | 10     | public    | Debits, chargeback number
            109 | ans | ..84   | public    | Credits, fee amounts
            110 | ans | ..84   | public    | Debits, fee amounts
            111 | ans | ...999 | composite | Reserved for ISO use
            112 | ans | ...999 | composite | Reserved for ISO use
            113 | ans | ...999 | composite | Reserved for ISO use
            114 | ans | ...999 | composite | Reserved for ISO use
            115 | ans | ...999 | composite | Reserved for ISO use
            116 | ans | ...999 | composite | Reserved for national use
            117 | ans | ...999 | composite | Reserved for national use
            118 | ans | ...999 | composite | Reserved for national use
            119 | ans | ...999 | composite | Reserved for national use
            120 | ans | ...999 | composite | Reserved for national use
            121 | ans | ...999 | composite | Reserved for national use
            122 | ans | ...999 | composite | Reserved for national use
            123 | ans | ...999 | composite | Reserved for private use
            124 | ans | ...999 | composite | Reserved for private use
            125 | ans | ...999 | composite | Reserved for private use
            126 | ans | ...999 | composite | Reserved for private use
            127 | ans | ...999 | composite | Reserved for private use
            128 | b   | 8      | public    | Message authentication code
            """;

    private Iso1993() {
    }
}
