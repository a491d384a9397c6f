package io.ayni.connectors.channel.json;

/**
 * Finds the resource of a request: compares the segments of the path with those of each template, in place. Holds the
 * match made last; one per event loop.
 */
final class RouteMatch {
    private static final Route[] ROUTES = Route.values();
    private static final int MAX_SEGMENTS = 8;

    private final int[] starts = new int[MAX_SEGMENTS + 1];
    private String path;
    private int segments;
    private Route route;
    private boolean isPathKnown;
    /** Found last of those whose path is always the same: most likely the next one too. */
    private Route fixedRoute;

    /** @param requestPath without its query */
    void match(final String method, final String requestPath) {
        if (fixedRoute != null && requestPath.equals(fixedRoute.path()) && method.equals(fixedRoute.method())) {
            route = fixedRoute;
            isPathKnown = true;
            return;
        }
        path = requestPath;
        route = null;
        isPathKnown = false;
        split();
        for (final Route each : ROUTES) {
            if (fits(each)) {
                isPathKnown = true;
                if (each.method().equals(method)) {
                    route = each;
                    fixedRoute = each.hasVariables() ? fixedRoute : each;
                    return;
                }
            }
        }
    }

    /** @return null when there is none of this method. */
    Route route() {
        return route;
    }

    /** @return whether the path is that of a resource, whatever the method. */
    boolean isPathKnown() {
        return isPathKnown;
    }

    /** @return the methods of the path, for {@code Allow}. */
    String allowed() {
        final StringBuilder methods = new StringBuilder();
        for (final Route each : ROUTES) {
            if (fits(each)) {
                methods.append(methods.isEmpty() ? "" : ", ").append(each.method());
            }
        }
        return methods.toString();
    }

    /** @return what stands for the variable of that name in the route's path. */
    String variable(final String name) {
        final String[] template = route.segments();
        for (int i = 0; i < template.length; i++) {
            final String segment = template[i];
            if (segment.length() == name.length() + 2 && segment.startsWith("{") && segment.startsWith(name, 1)) {
                return path.substring(starts[i], starts[i + 1] - 1);
            }
        }
        throw new IllegalStateException(route + " has no " + name);
    }

    private void split() {
        segments = 0;
        if (path.isEmpty() || path.charAt(0) != '/') {
            return;
        }
        int at = 1;
        while (segments < MAX_SEGMENTS) {
            final int slash = path.indexOf('/', at);
            starts[segments++] = at;
            at = (slash < 0 ? path.length() : slash) + 1;
            starts[segments] = at;
            if (slash < 0) {
                return;
            }
        }
        segments = 0; // longer than any resource's
    }

    private boolean fits(final Route candidate) {
        final String[] template = candidate.segments();
        if (template.length != segments) {
            return false;
        }
        for (int i = 0; i < segments; i++) {
            final String segment = template[i];
            final int length = starts[i + 1] - 1 - starts[i];
            final boolean isVariable = segment.charAt(0) == '{';
            if (isVariable ? length == 0
                    : segment.length() != length || !path.startsWith(segment, starts[i])) {
                return false;
            }
        }
        return true;
    }
}
