package io.ayni.connectors.launch;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.ayni.connectors.harness.Await;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** All that is logged by anybody, at any level, while it is open. */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger own = (Logger) LoggerFactory.getLogger("io.ayni");
    private final Level before = own.getLevel();

    LogLines() {
        setContext(root.getLoggerContext());
        start();
        own.setLevel(Level.ALL);
        root.addAppender(this);
    }

    @Override
    protected void append(final ILoggingEvent event) {
        lines.add(event.getLoggerName() + ' ' + event.getFormattedMessage()
                + (event.getThrowableProxy() == null ? "" : ' ' + event.getThrowableProxy().getMessage()));
    }

    String all() {
        return lines.stream().collect(Collectors.joining("\n"));
    }

    void awaitFrom(final String logger, final String text) {
        Await.until(logger + " logs " + text,
                () -> lines.stream().anyMatch(line -> line.contains(logger) && line.contains(text)));
    }

    @Override
    public void close() {
        root.detachAppender(this);
        own.setLevel(before);
    }
}
