/**
 * Pages with pictures. In: numbers and words. Out: one HTML file that opens from disk without a network: styles and
 * plots (SVG) are in it. Knows neither load nor switch; imports nothing of either.
 */
package io.ayni.perf.report;
