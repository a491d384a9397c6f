package io.ayni.connectors.launch;

import io.ayni.connectors.config.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules of a running switch.
 * <pre>
 * GET  /admin/policy                     the PutPolicy command in force, as bytes of the log format
 * GET  /admin/policy?part=texts          what is in force beside it
 * POST /admin/policy?part=institution    body: an institution file; part=switch: the file of a whole switch
 * </pre>
 */
final class PolicyResource implements AdminEndpoint.Resource {
    static final String PATH = "/admin/policy";
    /** Of the file that the body is, for messages. */
    static final String FILE_HEADER = "Ayni-File";

    /** The rules of a running switch. Called on the endpoint's one thread. */
    interface Rules {
        /** @return the PutPolicy command in force. */
        byte[] inForce();

        /** @return what is in force beside it, as text by key. */
        SortedMap<String, String> texts();

        /**
         * @param name    of the file, for messages
         * @param isWhole whether the text is that of a whole switch, not of an institution alone
         * @return what changed, line by line
         * @throws ConfigException with file, line and key; nothing has changed then
         * @throws UserError       when the engine refuses; nothing has changed then
         */
        List<String> apply(String name, String text, boolean isWhole);
    }

    private final Rules rules;

    PolicyResource(final Rules rules) {
        this.rules = rules;
    }

    @Override
    public void handle(final AdminRequest request) throws IOException, AdminRequest.Refused {
        if (request.isPost()) {
            apply(request);
        } else if (!request.isGet()) {
            throw new AdminRequest.Refused(405, "GET or POST");
        } else if (request.parameter("part", "").equals("texts")) {
            request.answer("application/json", AdminRequest.JSON.writeValueAsBytes(rules.texts()));
        } else {
            request.answer("application/octet-stream", rules.inForce());
        }
    }

    private void apply(final AdminRequest request) throws IOException, AdminRequest.Refused {
        final byte[] body = request.body();
        try {
            final List<String> lines = rules.apply(request.header(FILE_HEADER, "institution"),
                    new String(body, StandardCharsets.UTF_8), request.parameter("part", "").equals("switch"));
            final ObjectNode answer = AdminRequest.JSON.createObjectNode();
            lines.forEach(answer.putArray("changes")::add);
            request.answer(answer);
        } catch (final ConfigException | UserError e) {
            throw new AdminRequest.Refused(422, e.getMessage());
        }
    }
}
