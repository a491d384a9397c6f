package io.ayni.core.host;

/** Told whether this process is the one that has a link. Called on a thread of the host: must not block. */
public interface LinkHolder {
    /** The link is ours: open it. */
    void onGranted();

    /** The link may be another process's from now on: close it. */
    void onTaken();
}
