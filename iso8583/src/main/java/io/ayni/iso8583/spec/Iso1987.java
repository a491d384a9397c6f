package io.ayni.iso8583.spec;

/**
 * The data elements of ISO 8583:1987, without their encoding: number, attribute, length ({@code ..} two digits of
 * length, {@code ...} three), sensitivity, name. Where the standard says {@code an} of a free text field (44 to 48, 54,
 * 101 and on) the table says {@code ans}: that is what networks send. Free fields are composite, for networks put card
 * verification values into them. Field 55 is the EMV data of today's networks. Of private use, 124 is the payment that a
 * caller of Ayni confirms and 125 the one-time password it confirms with.
 */
final class Iso1987 {
    static final String FIELDS = """
              2 | n   | ..19   | pan       | Primary account number
              3 | n   | 6      | public    | Processing code
              4 | n   | 12     | public    | Amount, transaction
              5 | n   | 12     | public    | Amount, settlement
              6 | n   | 12     | public    | Amount, cardholder billing
              7 | n   | 10     | public    | Transmission date and time
              8 | n   | 8      | public    | Amount, cardholder billing fee
              9 | n   | 8      | public    | Conversion rate, settlement
             10 | n   | 8      | public    | Conversion rate, cardholder billing
             11 | n   | 6      | public    | System trace audit number
             12 | n   | 6      | public    | Time, local transaction
             13 | n   | 4      | public    | Date, local transaction
             14 | n   | 4      | secret    | Date, expiration
             15 | n   | 4      | public    | Date, settlement
             16 | n   | 4      | public    | Date, conversion
             17 | n   | 4      | public    | Date, capture
             18 | n   | 4      | public    | Merchant type
             19 | n   | 3      | public    | Acquiring institution country code
             20 | n   | 3      | public    | Primary account number extended, country code
             21 | n   | 3      | public    | Forwarding institution country code
             22 | n   | 3      | public    | Point of service entry mode
             23 | n   | 3      | public    | Card sequence number
             24 | n   | 3      | public    | Network international identifier
             25 | n   | 2      | public    | Point of service condition code
             26 | n   | 2      | public    | Point of service PIN capture code
             27 | n   | 1      | public    | Authorization identification response length
             28 | x+n | 9      | public    | Amount, transaction fee
             29 | x+n | 9      | public    | Amount, settlement fee
             30 | x+n | 9      | public    | Amount, transaction processing fee
             31 | x+n | 9      | public    | Amount, settlement processing fee
             32 | n   | ..11   | public    | Acquiring institution identification code
             33 | n   | ..11   | public    | Forwarding institution identification code
             34 | ns  | ..28   | secret    | Primary account number, extended
             35 | z   | ..37   | secret    | Track 2 data
             36 | z   | ...104 | secret    | Track 3 data
             37 | an  | 12     | public    | Retrieval reference number
             38 | an  | 6      | public    | Authorization identification response
             39 | an  | 2      | public    | Response code
             40 | an  | 3      | public    | Service restriction code
             41 | ans | 8      | public    | Card acceptor terminal identification
             42 | ans | 15     | public    | Card acceptor identification code
             43 | ans | 40     | public    | Card acceptor name/location
             44 | ans | ..25   | public    | Additional response data
             45 | ans | ..76   | secret    | Track 1 data
             46 | ans | ...999 | composite | Additional data - ISO
             47 | ans | ...999 | composite | Additional data - national
             48 | ans | ...999 | composite | Additional data - private
             49 | an  | 3      | public    | Currency code, transaction
             50 | an  | 3      | public    | Currency code, settlement
             51 | an  | 3      | public    | Currency code, cardholder billing
             52 | b   | 8      | secret    | Personal identification number data
             53 | n   | 16     | secret    | Security related control information
             54 | ans | ...120 | public    | Additional amounts
             55 | b   | ...999 | emv       | Integrated circuit card related data
             56 | ans | ...999 | composite | Reserved ISO
             57 | ans | ...999 | composite | Reserved national
             58 | ans | ...999 | composite | Reserved national
             59 | ans | ...999 | composite | Reserved national
             60 | ans | ...999 | composite | Reserved private
             61 | ans | ...999 | composite | Reserved private
             62 | ans | ...999 | composite | Reserved private
             63 | ans | ...999 | composite | Reserved private
             64 | b   | 8      | public    | Message authentication code
             65 | b   | 1      | public    | Bitmap, extended
             66 | n   | 1      | public    | Settlement code
             67 | n   | 2      | public    | Extended payment code
             68 | n   | 3      | public    | Receiving institution country code
             69 | n   | 3      | public    | Settlement institution country code
             70 | n   | 3      | public    | Network management information code
             71 | n   | 4      | public    | Message number
             72 | n   | 4      | public    | Message number, last
             73 | n   | 6      | public    | Date, action
             74 | n   | 10     | public    | Credits, number
             75 | n   | 10     | public    | Credits, reversal number
             76 | n   | 10     | public    | Debits, number
             77 | n   | 10     | public    | Debits, reversal number
             78 | n   | 10     | public    | Transfers, number
             79 | n   | 10     | public    | Transfers, reversal number
             80 | n   | 10     | public    | Inquiries, number
             81 | n   | 10     | public    | Authorizations, number
             82 | n   | 12     | public    | Credits, processing fee amount
             83 | n   | 12     | public    | Credits, transaction fee amount
             84 | n   | 12     | public    | Debits, processing fee amount
             85 | n   | 12     | public    | Debits, transaction fee amount
             86 | n   | 16     | public    | Credits, amount
             87 | n   | 16     | public    | Credits, reversal amount
             88 | n   | 16     | public    | Debits, amount
             89 | n   | 16     | public    | Debits, reversal amount
             90 | n   | 42     | public    | Original data elements
             91 | an  | 1      | public    | File update code
             92 | an  | 2      | public    | File security code
             93 | an  | 5      | public    | Response indicator
             94 | an  | 7      | public    | Service indicator
             95 | an  | 42     | public    | Replacement amounts
             96 | b   | 8      | public    | Message security code
             97 | x+n | 17     | public    | Amount, net settlement
             98 | ans | 25     | public    | Payee
             99 | n   | ..11   | public    | Settlement institution identification code
            100 | n   | ..11   | public    | Receiving institution identification code
            101 | ans | ..17   | public    | File name
            102 | ans | ..28   | public    | Account identification 1
            103 | ans | ..28   | public    | Account identification 2
            104 | ans | ...100 | public    | Transaction description
            105 | ans | ...999 | composite | Reserved ISO
            106 | ans | ...999 | composite | Reserved ISO
            107 | ans | ...999 | composite | Reserved ISO
            108 | ans | ...999 | composite | Reserved ISO
            109 | ans | ...999 | composite | Reserved ISO
            110 | ans | ...999 | composite | Reserved ISO
            111 | ans | ...999 | composite | Reserved ISO
            112 | ans | ...999 | composite | Reserved national
            113 | ans | ...999 | composite | Reserved national
            114 | ans | ...999 | composite | Reserved national
            115 | ans | ...999 | composite | Reserved national
            116 | ans | ...999 | composite | Reserved national
            117 | ans | ...999 | composite | Reserved national
            118 | ans | ...999 | composite | Reserved national
            119 | ans | ...999 | composite | Reserved national
            120 | ans | ...999 | composite | Reserved private
            121 | ans | ...999 | composite | Reserved private
            122 | ans | ...999 | composite | Reserved private
            123 | ans | ...999 | composite | Reserved private
            124 | ans | ...999 | public    | Reserved private
            125 | ans | ...999 | secret    | Reserved private
            126 | ans | ...999 | composite | Reserved private
            127 | ans | ...999 | composite | Reserved private
            128 | b   | 8      | public    | Message authentication code
            """;

    private Iso1987() {
    }
}
