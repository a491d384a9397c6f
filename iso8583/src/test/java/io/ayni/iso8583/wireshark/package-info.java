/** An independent decoder: messages of ours as captured traffic, read by Wireshark's dissector where it is installed. */
package io.ayni.iso8583.wireshark;
