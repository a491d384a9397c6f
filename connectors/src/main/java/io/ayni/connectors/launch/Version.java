package io.ayni.connectors.launch;

import picocli.CommandLine;

/** The version in the jar's manifest. */
final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"ayni " + text(), "Java " + Runtime.version()};
    }

    static String text() {
        final String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "in development" : version;
    }
}
