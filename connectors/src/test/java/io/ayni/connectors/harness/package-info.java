/** A switch in this process and the independent programs around it, for every test that needs one. */
package io.ayni.connectors.harness;
